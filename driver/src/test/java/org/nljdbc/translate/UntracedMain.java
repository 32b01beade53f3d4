package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Asks one question where neither flight recorder nor OpenTelemetry is to be had. */
final class UntracedMain {

  private UntracedMain() {}

  public static void main(String[] args) throws SQLException {
    for (String name : new String[] {"jdk.jfr.Event", "io.opentelemetry.api.trace.Span"}) {
      try {
        Class.forName(name);
        throw new IllegalStateException(name + " is there");
      } catch (ClassNotFoundException absent) {
        // as it should be
      }
    }
    try (TracedShop shop = new TracedShop()) {
      shop.model.then(" count(*) FROM pets");
      try (Connection connection = shop.connect("jdbc:sqlite::memory:", Map.of())) {
        System.out.println("answer: " + TracedShop.ask(connection, "NL: how many pets"));
      }
    }
  }
}
