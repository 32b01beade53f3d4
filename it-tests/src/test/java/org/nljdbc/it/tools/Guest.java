package org.nljdbc.it.tools;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.nljdbc.it.script.Script;

/**
 * What a tool does with a driver, as a class that lives beside the driver in the tool's class
 * loader: makes it by its name, connects, asks, closes.
 */
public final class Guest implements Callable<String> {

  private static final String DRIVER = "org.nljdbc.NlDriver";

  /** Prints the answer of a scripted model, or of the embedded one if told anything else. */
  public static void main(String[] args) throws Exception {
    System.out.println(args[0].equals("scripted") ? new Guest().call() : ask(Map.of()));
  }

  /** The answer to a question of a scripted model, and the SQL as the warning has it. */
  @Override
  public String call() throws Exception {
    try (Script script = Script.direct()) {
      script.model().answer("how many things", "SELECT COUNT(*) FROM things");
      return ask(script.settings());
    }
  }

  private static String ask(Map<String, String> settings)
      throws SQLException, ReflectiveOperationException {
    Driver driver =
        Class.forName(DRIVER, true, Guest.class.getClassLoader())
            .asSubclass(Driver.class)
            .getDeclaredConstructor()
            .newInstance();
    Properties info = new Properties();
    info.putAll(settings);
    try (Connection connection = driver.connect("jdbc:nl:h2:mem:", info);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE things(id INT PRIMARY KEY)");
      statement.execute("INSERT INTO things VALUES (1), (2), (3)");
      try (ResultSet rows = statement.executeQuery("NL: how many things are there")) {
        rows.next();
        return rows.getInt(1) + " by " + statement.getWarnings().getMessage();
      }
    }
  }
}
