package org.nljdbc.runtime.server.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionDefaultsTest {

  @Test
  void whatTheUrlSaysIsLeftAlone() {
    String url = "jdbc:nl:postgresql://db/shop?connectTimeout=30&tcpKeepAlive=false";
    assertEquals(
        Map.of("cancelSignalTimeout", "2", "socketTimeout", "5"),
        ConnectionDefaults.of("postgresql", url));
    assertEquals(4, ConnectionDefaults.of("postgresql", "jdbc:nl:postgresql://db/shop").size());
  }

  @Test
  void databasesWithoutANetworkHaveNone() {
    assertEquals(Map.of(), ConnectionDefaults.of("sqlite", "jdbc:nl:sqlite:/data/shop.db"));
  }
}
