package org.nljdbc.runtime.server.api;

import com.google.gson.JsonObject;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.server.databases.Database;
import org.nljdbc.runtime.server.http.Disconnects;
import org.nljdbc.runtime.server.http.Json;
import org.nljdbc.runtime.server.http.Problem;
import org.nljdbc.runtime.server.http.ProblemException;
import org.nljdbc.runtime.server.http.Problems;
import org.nljdbc.runtime.server.http.RequestId;
import org.nljdbc.runtime.server.http.Router;
import org.nljdbc.runtime.server.http.Routes;
import org.nljdbc.runtime.server.security.Role;
import org.nljdbc.runtime.server.work.Session;
import org.nljdbc.settings.Setting;
import org.nljdbc.translate.CheckedSql;
import org.nljdbc.translate.Translation;

/**
 * The rows that answer a question, or checked SQL, or the next page of an answer. Rows are written
 * as they come from the database, and never gathered, unless the caller wants them by column.
 */
public final class ExecuteRoutes implements Routes {

  private static final int FETCH = 500;
  private static final int MOST_BY_COLUMN = 10_000;
  private static final List<String> FORMATS = List.of("json", "columns", "csv");

  private final ApiServices services;
  private final Cursor cursor;

  /** What to run: exactly one of question, SQL and page. */
  private record Order(
      @Nullable String question,
      @Nullable String sql,
      Cursor.@Nullable Page page,
      String format,
      int maxRows,
      QuestionRequest request) {

    int offset() {
      return page == null ? 0 : page.offset();
    }

    String asked() {
      return Stream.of(question, sql, page == null ? null : page.sql())
          .filter(each -> each != null)
          .findFirst()
          .orElse("");
    }
  }

  ExecuteRoutes(ApiServices services, Cursor cursor) {
    this.services = services;
    this.cursor = cursor;
  }

  @Override
  public void addTo(Router router) {
    router.post("/api/v1/query/execute", Role.EXECUTE, this::execute);
  }

  private Order read(Context ctx) {
    Fields fields = Json.body(ctx);
    boolean hasQuestion = fields.has("question");
    QuestionRequest request =
        hasQuestion
            ? QuestionRequest.readQuestion(fields, services.limits())
            : QuestionRequest.read(fields, services.limits());
    String format = fields.choice("format", "json", FORMATS);
    boolean hasSql = fields.has("sql");
    boolean hasCursor = fields.has("cursor");
    if (Stream.of(hasQuestion, hasSql, hasCursor).filter(has -> has).count() != 1) {
      throw Problems.invalid("", "Send exactly one of question, sql and cursor.").asException();
    }
    int most = format.equals("columns") ? MOST_BY_COLUMN : services.limits().maximumRows();
    Cursor.Page page = hasCursor ? cursor.read(fields.text("cursor")) : null;
    int usual = Math.min(most, page == null ? services.limits().rows() : page.maxRows());
    int maxRows = fields.integer("max_rows", usual, 1, most);
    String question = hasQuestion ? QuestionRequest.question(fields, services.limits()) : null;
    String sql = hasSql ? QuestionRequest.sql(fields) : null;
    fields.done();
    String named = request.database();
    if (page != null && named != null && !named.equals(page.database())) {
      throw Problems.invalid("database", "This cursor is of the database " + page.database() + ".")
          .asException();
    }
    return new Order(question, sql, page, format, maxRows, request);
  }

  private void execute(Context ctx) throws SQLException, IOException {
    Order order = read(ctx);
    QuestionRequest request = order.request;
    String name = order.page == null ? request.database() : order.page.database();
    Database database = services.databases().get(name);
    Questions.requireRows(database);
    try (Session session = services.sessions().open(ctx, database, request.deadline())) {
      Questions.audited(ctx, session, order.asked(), () -> execute(ctx, session, order));
    }
  }

  private void execute(Context ctx, Session session, Order order) throws SQLException, IOException {
    Statement statement = session.statement();
    boolean mySql = session.database().kind().equals("mysql");
    statement.setFetchSize(mySql ? Integer.MIN_VALUE : FETCH);
    long last = (long) order.offset() + order.maxRows + 1;
    statement.setMaxRows((int) Math.min(last, Integer.MAX_VALUE));
    try (ResultSet rows = open(session, order)) {
      Translation found = order.question == null ? null : Questions.translation(session);
      answer(ctx, session, order, found, rows);
    }
  }

  /** Runs what is wanted. */
  private ResultSet open(Session session, Order order) throws SQLException {
    Statement statement = session.statement();
    boolean given = order.page != null || order.sql != null;
    if (given && !session.questions().settings().get(Setting.DIALECT).equals("own")) {
      throw Problem.of(
              422,
              "other_dialect",
              "Another dialect",
              "nl.dialect asks for SQL that is not to run on "
                  + session.database().name()
                  + ": it would be checked by other rules than those by which it is read.")
          .asException();
    }
    if (order.page != null) {
      // A cursor may be older than what questions may read here.
      String sql = order.page.sql();
      checked(session, sql);
      return session.run("execute", () -> statement.executeQuery(sql));
    }
    if (order.sql != null) {
      String sql = checked(session, order.sql);
      return session.run("execute", () -> statement.executeQuery(sql));
    }
    String question = String.valueOf(order.question);
    order.request.resume(session);
    if (order.request.minConfidence() > 0) {
      services.questions().translate(session, question, order.request.minConfidence());
      order.request.resume(session); // it is asked once more
    }
    long start = System.nanoTime();
    String text = QuestionRequest.statement("NL", question);
    ResultSet rows = session.run(() -> statement.executeQuery(text));
    Translation found = Questions.translation(session);
    if (found != null) {
      services.questions().count(found);
      long translating = TimeUnit.MILLISECONDS.toNanos(found.millis());
      session.phases().add("translate", translating);
      session.phases().add("execute", Math.max(0, System.nanoTime() - start - translating));
    }
    return rows;
  }

  private static String checked(Session session, String sql) throws SQLException {
    CheckedSql checked = session.run("check", () -> session.questions().check(sql));
    if (!checked.holds()) {
      throw Problems.badSql(checked.forbidden(), String.join(" ", checked.problems()))
          .with("sql", checked.sql())
          .asException();
    }
    return checked.sql();
  }

  private void answer(
      Context ctx, Session session, Order order, @Nullable Translation found, ResultSet rows)
      throws SQLException, IOException {
    String sql = found != null ? found.sql() : order.question != null ? "" : ranSql(order);
    JsonObject about = Questions.about(ctx, session);
    if (found != null) {
      Questions.tell(about, found);
    } else if (order.question != null) {
      about.addProperty("question", order.question); // the schema's own answer: there is no SQL
    } else {
      about.addProperty("sql", sql);
    }
    if (order.question != null) {
      order.request.tellConversation(about, session);
    }
    List<RowWriter.Column> columns = columns(rows);
    // The first row before the first byte: until then an error can have a status of its own.
    boolean more =
        session.run(
            "execute",
            () -> {
              boolean there = rows.next();
              for (int i = 0; there && i < order.offset(); i++) {
                there = rows.next();
              }
              return there;
            });
    new Answer(ctx, session, order, about, columns, sql).write(rows, more);
  }

  private static String ranSql(Order order) {
    return order.page != null ? order.page.sql() : String.valueOf(order.sql);
  }

  private static List<RowWriter.Column> columns(ResultSet rows) throws SQLException {
    ResultSetMetaData shape = rows.getMetaData();
    List<RowWriter.Column> columns = new ArrayList<>();
    for (int i = 1; i <= shape.getColumnCount(); i++) {
      columns.add(new RowWriter.Column(shape.getColumnLabel(i), shape.getColumnTypeName(i)));
    }
    return columns;
  }

  /** The answer of one request, from its first byte to its last. */
  private final class Answer {

    private final Context ctx;
    private final Session session;
    private final Order order;
    private final JsonObject about;
    private final List<RowWriter.Column> columns;
    private final String sql;
    private final Map<String, String> trailers = new LinkedHashMap<>();
    private int sent;

    Answer(
        Context ctx,
        Session session,
        Order order,
        JsonObject about,
        List<RowWriter.Column> columns,
        String sql) {
      this.ctx = ctx;
      this.session = session;
      this.order = order;
      this.about = about;
      this.columns = columns;
      this.sql = sql;
    }

    void write(ResultSet rows, boolean first) throws IOException {
      OutputStream out = ctx.res().getOutputStream();
      boolean csv = order.format.equals("csv");
      RowWriter writer = csv ? new CsvRows(out) : new JsonRows(out, order.format.equals("columns"));
      ctx.status(200).contentType(writer.mediaType());
      if (csv) {
        ctx.header("Trailer", "X-NL-Truncated, X-NL-Next-Cursor");
        ctx.res().setTrailerFields(() -> trailers);
      }
      try {
        writer.begin(about, columns);
        boolean truncated = session.run("stream", () -> copy(rows, first, writer));
        Questions.audit(ctx, session, order.asked(), sql, sent);
        session.answered();
        writer.end(end(truncated));
      } catch (SQLException e) {
        fail(writer, Problems.of(e));
      } catch (ProblemException e) {
        fail(writer, e.problem());
      } catch (Unwritten e) {
        session.abandon();
        throw e.cause;
      } catch (IOException e) {
        session.abandon();
        throw e;
      }
    }

    /** Copies rows; tells whether there are more than wanted. */
    private boolean copy(ResultSet rows, boolean first, RowWriter writer) throws SQLException {
      boolean more = first;
      while (more && sent < order.maxRows) {
        if (sent % FETCH == 0) {
          session.goOn();
        }
        try {
          writer.row(Cells.of(rows, columns.size()));
        } catch (IOException e) {
          throw new Unwritten(e);
        }
        sent++;
        more = rows.next();
      }
      return more;
    }

    private JsonObject end(boolean truncated) {
      JsonObject end = new JsonObject();
      end.addProperty("row_count", sent);
      end.addProperty("truncated", truncated);
      if (truncated && !sql.isEmpty()) {
        String next =
            cursor.write(
                new Cursor.Page(
                    session.database().name(), sql, order.offset() + sent, order.maxRows));
        end.addProperty("next_cursor", next);
        trailers.put("X-NL-Next-Cursor", next);
      }
      trailers.put("X-NL-Truncated", Boolean.toString(truncated));
      end.add("timings", session.phases().json());
      return end;
    }

    /** Rows may have been sent already: then the answer says so, or breaks off. */
    private void fail(RowWriter writer, Problem problem) throws IOException {
      session.answered();
      if (!ctx.res().isCommitted() && sent == 0) {
        ctx.res().resetBuffer();
        throw problem.asException();
      }
      Questions.audit(ctx, session, order.asked(), sql, sent);
      if (!writer.fail(problem.with("request_id", RequestId.of(ctx)).json())) {
        Disconnects.breakOff(ctx);
      }
    }
  }

  /** Carries a caller's going through code that only knows databases. */
  private static final class Unwritten extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final IOException cause;

    Unwritten(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
