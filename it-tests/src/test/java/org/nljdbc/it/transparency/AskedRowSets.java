package org.nljdbc.it.transparency;

import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.FilteredRowSet;
import javax.sql.rowset.JdbcRowSet;
import javax.sql.rowset.RowSetProvider;
import javax.sql.rowset.WebRowSet;
import org.nljdbc.it.databases.TestDatabase;
import org.nljdbc.it.transparency.AskedScenario.Query;

/**
 * The row sets of the JDK over the rows of a query. The disconnected ones take a command for a
 * query only where it holds the word SELECT, so that they get the question within one.
 */
final class AskedRowSets {

  private AskedRowSets() {}

  static List<AskedScenario> all() {
    return List.of(
        new AskedScenario("CachedRowSet from a result", AskedRowSets::populated),
        new AskedScenario("CachedRowSet on a connection", AskedRowSets::executed),
        new AskedScenario("CachedRowSet written back", AskedRowSets::accepted),
        new AskedScenario("CachedRowSet by pages", AskedRowSets::paged),
        new AskedScenario("WebRowSet", AskedRowSets::web),
        new AskedScenario("FilteredRowSet", AskedRowSets::filtered),
        new AskedScenario("JdbcRowSet", AskedRowSets::connected));
  }

  private static void populated(Session session, Query query) throws Exception {
    try (var statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery(query.alone());
        CachedRowSet cached = RowSetProvider.newFactory().createCachedRowSet()) {
      session.attempt("populate", () -> cached.populate(rows));
      session.see("size", cached::size);
      session.see("rows", () -> cached);
    }
  }

  private static void executed(Session session, Query query) throws Exception {
    try (CachedRowSet cached = RowSetProvider.newFactory().createCachedRowSet()) {
      cached.setCommand(query.within());
      session.attempt("execute", () -> cached.execute(session.connection()));
      session.see("size", cached::size);
      session.see("rows", cached::createCopy);
    }
  }

  private static void accepted(Session session, Query query) throws Exception {
    Connection connection = session.connection();
    connection.setAutoCommit(false);
    try (CachedRowSet cached = RowSetProvider.newFactory().createCachedRowSet()) {
      cached.setCommand(query.within());
      cached.setTableName(AskedSuite.TABLE);
      cached.setKeyColumns(new int[] {1});
      session.attempt("execute", () -> cached.execute(connection));
      session.attempt(
          "change",
          () -> {
            cached.absolute(2);
            cached.updateString(2, "second");
            cached.updateRow();
            cached.acceptChanges(connection);
          });
    }
    session.attempt("commit", connection::commit);
    connection.setAutoCommit(true);
    session.query(AskedSuite.SQL);
  }

  private static void paged(Session session, Query query) throws Exception {
    try (CachedRowSet cached = RowSetProvider.newFactory().createCachedRowSet()) {
      cached.setCommand(query.within());
      session.attempt("size", () -> cached.setPageSize(2));
      session.attempt("execute", () -> cached.execute(session.connection()));
      session.see("first page", cached::createCopy);
      session.see("next", cached::nextPage);
      session.see("second page", cached::createCopy);
    }
  }

  private static void web(Session session, Query query) throws Exception {
    try (var statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery(query.alone());
        WebRowSet web = RowSetProvider.newFactory().createWebRowSet()) {
      session.see(
          "XML",
          () -> {
            StringWriter xml = new StringWriter();
            web.populate(rows);
            web.writeXml(xml);
            // What a row set tells of its source is the URL; of the rows all must be alike.
            return xml.toString().replaceAll("(?s)^.*<data>", "");
          });
    }
  }

  private static void filtered(Session session, Query query) throws Exception {
    try (FilteredRowSet filtered = RowSetProvider.newFactory().createFilteredRowSet()) {
      filtered.setCommand(query.within());
      session.attempt("execute", () -> filtered.execute(session.connection()));
      session.see("rows", () -> filtered);
    }
  }

  /** Opens a connection of its own, by the URL that the session's came from. */
  private static void connected(Session session, Query query) throws Exception {
    TestDatabase database = session.database();
    try (JdbcRowSet rows = RowSetProvider.newFactory().createJdbcRowSet()) {
      rows.setUrl(session.url());
      rows.setUsername(database.user());
      rows.setPassword("");
      rows.setCommand(query.alone());
      session.attempt("execute", rows::execute);
      session.see("next", rows::next);
      session.see("id", () -> rows.getInt("id"));
      session.see("last", rows::last);
      session.see("row", rows::getRow);
      session.attempt(
          "update",
          () -> {
            rows.absolute(3);
            rows.updateString("name", "third");
            rows.updateRow();
          });
    }
    session.query(AskedSuite.SQL);
  }
}
