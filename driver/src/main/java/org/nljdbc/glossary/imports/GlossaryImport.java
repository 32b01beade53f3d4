package org.nljdbc.glossary.imports;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.nljdbc.glossary.GlossaryException;
import org.nljdbc.glossary.YamlValue;
import org.nljdbc.settings.NlUrl;

/**
 * Makes a glossary of what another tool knows.
 *
 * <pre>
 * java -cp ... org.nljdbc.glossary.imports.GlossaryImport SOURCE [nl.yaml] [URL [USER]]
 * </pre>
 *
 * <p>The source is a properties file of dbt ({@code schema.yml}), a semantic model of Snowflake, or
 * a folder of WrenAI ({@code knowledge/sql}). The glossary goes into a new file; none is
 * overwritten. Questions with SQL count as unverified: without a URL their {@code NL PIN}
 * statements are shown; with one of this driver (and the password in {@code NL_PASSWORD}) they are
 * run, which pins what passes every check on that database and tells what does not. Ends with 0 if
 * all was taken over, 1 if something was not, 2 if nothing could be done.
 */
public final class GlossaryImport {

  private static final int ALL = 0;
  private static final int SOME = 1;
  private static final int FAILED = 2;

  private static final String USAGE =
      "Usage: GlossaryImport SOURCE [nl.yaml] [jdbc:nl:... [user]]; SOURCE is a schema.yml of dbt,"
          + " a semantic model of Snowflake, or a knowledge/sql folder of WrenAI; the password is"
          + " taken from NL_PASSWORD";

  private GlossaryImport() {}

  /**
   * Runs it and ends the process with its result.
   *
   * @param arguments as above
   */
  public static void main(String[] arguments) {
    System.exit(
        run(
            List.of(arguments),
            System.getenv(),
            new PrintStream(System.out, true, StandardCharsets.UTF_8)));
  }

  /**
   * Runs it.
   *
   * @param arguments as above
   * @param environment has the password
   * @param out what was done is told there
   * @return 0, 1 or 2, as above
   */
  public static int run(List<String> arguments, Map<String, String> environment, PrintStream out) {
    int url = 0;
    while (url < arguments.size() && !NlUrl.matches(arguments.get(url))) {
      url++;
    }
    if (url == 0 || url > 2 || arguments.size() > url + 2) {
      out.println(USAGE);
      return FAILED;
    }
    try {
      Imported imported = read(Path.of(arguments.get(0)));
      if (url == 2 && !imported.glossary().isEmpty()) {
        Files.writeString(Path.of(arguments.get(1)), text(imported), StandardOpenOption.CREATE_NEW);
        out.println("Wrote " + arguments.get(1) + ".");
      } else if (!imported.glossary().isEmpty()) {
        out.print(text(imported));
      }
      imported.leftOut().forEach(out::println);
      boolean whole = imported.leftOut().isEmpty();
      if (url == arguments.size()) {
        imported.queries().forEach(query -> out.println(query.pinStatement() + ";"));
      } else {
        whole &= pin(imported, arguments.subList(url, arguments.size()), environment, out);
      }
      return whole ? ALL : SOME;
    } catch (GlossaryException e) {
      out.println(arguments.get(0) + ", " + e.getMessage());
    } catch (IOException | SQLException e) {
      out.println("Nothing more could be imported: " + e);
    }
    return FAILED;
  }

  /**
   * Reads another tool's files.
   *
   * @param source a file of dbt or Snowflake, or a folder of WrenAI
   * @return what was found
   * @throws IOException if it cannot be read
   * @throws GlossaryException if it is none of these
   */
  public static Imported read(Path source) throws IOException, GlossaryException {
    if (Files.isDirectory(source)) {
      return WrenKnowledge.read(source);
    }
    YamlValue root = YamlValue.read(Files.readString(source, StandardCharsets.UTF_8));
    Map<String, YamlValue> fields = root == null || !root.isMapping() ? Map.of() : root.all();
    if (DbtSchema.fits(fields)) {
      return DbtSchema.read(fields);
    }
    if (SnowflakeModel.fits(fields)) {
      return SnowflakeModel.read(fields);
    }
    throw new IOException(source + " is neither a schema.yml of dbt nor a model of Snowflake");
  }

  /**
   * The text of a glossary file.
   *
   * @param imported what was found
   * @return YAML as {@code nl.glossary} takes it
   */
  public static String text(Imported imported) {
    return GlossaryText.write(imported.glossary());
  }

  private static boolean pin(
      Imported imported, List<String> login, Map<String, String> environment, PrintStream out)
      throws SQLException {
    Properties properties = new Properties();
    if (login.size() > 1) {
      properties.setProperty("user", login.get(1));
    }
    String password = environment.get("NL_PASSWORD");
    if (password != null) {
      properties.setProperty("password", password);
    }
    boolean all = true;
    try (Connection connection = DriverManager.getConnection(login.get(0), properties);
        Statement statement = connection.createStatement()) {
      for (VerifiedQuery query : imported.queries()) {
        try {
          statement.execute(query.pinStatement());
          out.println("Pinned: " + query.question());
        } catch (SQLException e) {
          all = false;
          out.println("Not pinned: " + query.question() + ": " + e.getMessage());
        }
      }
    }
    return all;
  }
}
