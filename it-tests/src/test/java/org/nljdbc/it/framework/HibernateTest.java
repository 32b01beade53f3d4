package org.nljdbc.it.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

/** Hibernate: its own SQL passes, and questions are native queries, paged and of entities. */
@OnDatabase(Kind.H2)
class HibernateTest extends FrameworkTest {

  /** A department. */
  @Entity(name = "Department")
  @Table(name = "departments")
  static class Department {
    @Id private int id;

    @Column(nullable = false)
    private String name = "";

    @Column(nullable = false)
    private BigDecimal budget = BigDecimal.ZERO;

    Department() {}

    Department(int id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  @SuppressWarnings("NullAway.Init") // set before each test
  private SessionFactory factory;

  @BeforeEach
  void connectHibernate() {
    factory =
        new Configuration()
            .addAnnotatedClass(Department.class)
            .setProperty("hibernate.connection.url", url())
            .setProperty("hibernate.connection.driver_class", "org.nljdbc.NlDriver")
            .setProperty("hibernate.connection.username", database.user())
            .setProperty("hibernate.connection.pool_size", "1")
            .setProperty("hibernate.use_sql_comments", "true")
            .buildSessionFactory();
  }

  @AfterEach
  void closeHibernate() {
    factory.close();
  }

  private static List<String> names(List<Object[]> rows) {
    return rows.stream().map(row -> (String) row[1]).toList();
  }

  @Test
  void aQuestionIsANativeQuery() throws SQLException {
    try (Session session = factory.openSession()) {
      assertEquals(names(), names(session.createNativeQuery(ASKED, Object[].class).list()));
      List<String> some =
          names(session.createNativeQuery(ASKED, Object[].class).setMaxResults(3).list());
      assertEquals(names().subList(0, 3), some);
      assertEquals(
          names().subList(2, 4),
          names(
              session
                  .createNativeQuery(ASKED, Object[].class)
                  .setFirstResult(2)
                  .setMaxResults(2)
                  .list()));
      try (Stream<Object[]> stream = session.createNativeQuery(ASKED, Object[].class).stream()) {
        assertEquals(names().size(), stream.count());
      }
    }
  }

  @Test
  void aQuestionGivesEntities() {
    model().answer("rich departments", "SELECT * FROM departments WHERE budget > 100000");
    try (Session session = factory.openSession()) {
      List<Department> rich =
          session.createNativeQuery("NL 'rich departments'", Department.class).list();
      assertEquals(3, rich.size());
      assertTrue(rich.stream().allMatch(session::contains));
    }
  }

  @Test
  void itsOwnWorkPassesAndIsSeen() {
    model().answer("how many departments", "SELECT COUNT(*) FROM departments");
    try (Session session = factory.openSession()) {
      session.beginTransaction();
      session.persist(new Department(80, "Mapped"));
      session.flush();
      Long count =
          session.createNativeQuery("NL 'how many departments'", Long.class).getSingleResult();
      assertEquals(6L, count);
      session.getTransaction().rollback();
      assertEquals(
          5L,
          session.createQuery("select count(d) from Department d", Long.class).getSingleResult());
    }
  }
}
