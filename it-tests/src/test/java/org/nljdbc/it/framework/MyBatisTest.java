package org.nljdbc.it.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.datasource.pooled.PooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

/** MyBatis: a question as the text of a mapped statement. */
@OnDatabase(Kind.H2)
class MyBatisTest extends FrameworkTest {

  /** A customer. */
  static class Customer {
    int id;
    String name = "";
    String country = "";
  }

  /** What is asked. */
  interface Customers {
    @Select(ASKED)
    List<Customer> german();

    @Select(ASKED)
    List<Customer> page(RowBounds page);

    @Select("SELECT name FROM " + TABLE + " q WHERE q.id > #{id} ORDER BY q.id")
    List<String> germanFrom(@Param("id") int id);

    @Select("NL 'how many departments'")
    int departments();

    @Insert("INSERT INTO departments VALUES (#{id}, #{name}, 1)")
    int add(@Param("id") int id, @Param("name") String name);
  }

  private SqlSessionFactory factory() {
    PooledDataSource source =
        new PooledDataSource("org.nljdbc.NlDriver", url(), database.user(), "");
    Configuration configuration =
        new Configuration(new Environment("test", new JdbcTransactionFactory(), source));
    configuration.addMapper(Customers.class);
    return new SqlSessionFactoryBuilder().build(configuration);
  }

  @Test
  void mappedStatementsAsk() throws SQLException {
    model().answer("how many departments", "SELECT COUNT(*) FROM departments");
    try (SqlSession session = factory().openSession()) {
      Customers customers = session.getMapper(Customers.class);
      assertEquals(names(), customers.german().stream().map(c -> c.name).toList());
      assertEquals(
          names().subList(1, 3),
          customers.page(new RowBounds(1, 2)).stream().map(c -> c.name).toList());
      assertEquals(
          bareRows("SELECT name FROM (" + SQL + ") x WHERE id > 20 ORDER BY id"),
          customers.germanFrom(20));
      assertEquals(1, customers.add(76, "Mapped"));
      assertEquals(6, customers.departments());
      session.rollback();
      assertEquals(5, customers.departments());
    }
  }
}
