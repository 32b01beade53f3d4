package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.nljdbc.runtime.LocalModelProvider;
import org.nljdbc.runtime.process.ProcessModelProvider;
import org.nljdbc.runtime.remote.RemoteModelProvider;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.ModelServer;
import org.nljdbc.spi.Progress;

/** Looks at where a URL's questions would be answered, and whether its database can be reached. */
final class PlacementCheck {

  private final DatabaseOptions database;

  PlacementCheck(DatabaseOptions database) {
    this.database = database;
  }

  List<Finding> all() {
    List<Finding> all = new ArrayList<>();
    try {
      Settings settings = database.settings();
      int place = 1;
      for (ModelOptions options : settings.modelChain()) {
        all.add(place("Place " + place++ + " of the model: ", options));
      }
    } catch (SQLException e) {
      all.add(Finding.fail(PlainErrors.text(e), "Correct the URL or the setting."));
      return all;
    }
    if (database.isGiven()) {
      all.add(connection());
    }
    return all;
  }

  private static Finding place(String lead, ModelOptions options) {
    ModelServer server = options.server();
    if (server != null) {
      return atServer(lead, options, server);
    }
    if (options.shared() != null) {
      return shared(lead, options);
    }
    return here(lead, options, "");
  }

  private static Finding here(String lead, ModelOptions options, String why) {
    String what = lead + "embedded, in the Java process of the tool: " + options.model() + why;
    return new LocalModelProvider().accepts(options)
        ? Finding.ok(what)
        : Finding.fail(
            what, "It is neither a file nor a folder nor a hub's model; check nl.model.");
  }

  private static Finding shared(String lead, ModelOptions options) {
    try {
      ProcessModelProvider provider = new ProcessModelProvider();
      String objection = options.isOptional() ? provider.objection(options) : "";
      return objection.isEmpty()
          ? Finding.ok(lead + provider.tell(options))
          : here(lead, options.here(), ", since " + objection);
    } catch (LanguageModelException e) {
      return Finding.fail(lead + "process", String.valueOf(e.getMessage()));
    }
  }

  private static Finding atServer(String lead, ModelOptions options, ModelServer server) {
    String what = lead + "the server " + server.host();
    try (LanguageModel model = new RemoteModelProvider().open(options, Progress.NONE)) {
      return Finding.ok(what + ", which has " + model.info().id());
    } catch (LanguageModelException e) {
      return Finding.fail(what, String.valueOf(e.getMessage()));
    }
  }

  private Finding connection() {
    try (Connection connection = database.connect()) {
      String product = connection.getMetaData().getDatabaseProductName();
      return Finding.ok("The database can be reached: " + product);
    } catch (SQLException | IOException e) {
      return Finding.fail("The database cannot be reached", PlainErrors.text(e));
    }
  }
}
