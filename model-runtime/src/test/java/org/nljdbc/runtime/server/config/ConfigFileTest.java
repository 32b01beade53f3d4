package org.nljdbc.runtime.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.runtime.config.DatabaseConfig;
import org.nljdbc.runtime.config.InvalidFieldException;

/** Settings in YAML. */
class ConfigFileTest {

  private static final String DIGEST =
      "0000000000000000000000000000000000000000000000000000000000000000";

  private static ServerConfig parse(String yaml) {
    return ConfigFile.parse(yaml, Map.of("HOST", "127.0.0.2"));
  }

  @Test
  void nothingIsTheDefault() {
    assertEquals(ServerConfig.DEFAULT, parse(""));
    assertEquals(ServerConfig.DEFAULT, parse("# nothing"));
  }

  @Test
  void allOfIt() {
    ServerConfig config =
        parse(
            """
            host: ${HOST}
            port: 1234
            settings: {nl.tries: 1, nl.constrain: false}
            registration: true
            preload: false
            corsOrigins: ["https://a.example"]
            tls: {keystore: /tmp/x.p12, password: pw}
            limits: {rows: 7}
            cluster: {redis: "rediss://nl:pw@cache.example/2", key: 0123456789pw0123456789pw0123456789}
            security: {requestsPerMinute: 30}
            databases:
              - name: shop
                url: jdbc:postgresql://localhost/shop
                user: ann
                settings: {ssl: true}
                replicas: [jdbc:postgresql://other/shop]
                pool: {minimumIdle: 2, maximumSize: 3}
            """);
    assertEquals("127.0.0.2", config.host());
    assertEquals(Map.of("nl.tries", "1", "nl.constrain", "false"), config.settings());
    DatabaseConfig shop = config.databases().get(0);
    assertEquals("jdbc:nl:postgresql://localhost/shop", shop.url());
    assertEquals("jdbc:nl:postgresql://other/shop", shop.replicas().get(0));
    assertEquals("postgresql", shop.kind());
    assertEquals(3, shop.maximumSize());
    assertEquals(7, config.limits().rows());
    assertEquals(Limits.DEFAULT.concurrent(), config.limits().concurrent());
    assertEquals(30, config.security().requestsPerMinute());
    assertTrue(config.registration());
    assertFalse(config.preload());
    assertEquals(URI.create("rediss://nl:pw@cache.example/2"), config.cluster().redis());
    assertEquals(30, config.cluster().keep().toDays());
    assertFalse(config.toString().contains("pw"), config::toString);
  }

  @Test
  void usualPoolsAreOfFiveToTwenty() {
    DatabaseConfig config = DatabaseConfig.of("x", "jdbc:h2:mem:x");
    assertEquals(5, config.minimumIdle());
    assertEquals(20, config.maximumSize());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prot: 1 | prot",
        "port: 70000 | port",
        "port: x | port",
        "host: ${NOT_THERE} | host",
        "databases: [{name: x}] | databases[0].url",
        "databases: [{name: x, url: 'jdbc:h2:mem:', password: '${file:/not/there}'}] |"
            + " databases[0].password",
        "databases: [x] | databases[0]",
        "databases: {} | databases",
        "security: {keys: [{name: x, sha256: abc, roles: [ask]}]} | security.keys[0].sha256",
        "security: {keys: [{name: local, sha256: '"
            + DIGEST
            + "', roles: [ask]}]} | security.keys[0].name",
        "security: {keys: [{name: refused 10.0.0.1, sha256: '"
            + DIGEST
            + "', roles: [ask]}]} | security.keys[0].name",
        "security: {jwt: {jwks: x, audience: y, algorithm: none}} | security.jwt.algorithm",
        "security: {jwt: {jwks: x, audience: y, algorithm: HS256}} | security.jwt.algorithm",
        "settings: {nl.tries: [1]} | settings.nl.tries",
        "limits: {rows: 1.5} | limits.rows",
        "registration: maybe | registration",
        "cluster: {redis: 'http://cache:6379'} | cluster.redis",
        "cluster: {redis: 'redis://'} | cluster.redis",
        "cluster: {redis: 'redis://a b'} | cluster.redis",
        "cluster: {redis: 'redis://cache', hours: 0} | cluster.hours",
        "cluster: {key: short} | cluster.key",
        "cluster: {rediss: x} | cluster.rediss",
        "'a: [' | ''",
        "'a: 1\na: 2' | ''",
      })
  void whatIsNotValidSaysWhere(String yaml, String field) {
    InvalidFieldException e = assertThrows(InvalidFieldException.class, () -> parse(yaml));
    assertEquals(field, e.field(), e::toString);
  }

  @Test
  void aLineThatCannotBeReadIsNotShown() {
    InvalidFieldException e =
        assertThrows(InvalidFieldException.class, () -> parse("a: 1\npassword: [s3cr3t\n"));
    assertFalse(String.valueOf(e.getMessage()).contains("s3cr3t"), e::toString);
  }

  @Test
  void anUnknownRoleIsRefused() {
    String key =
        "security: {keys: [{name: x, sha256: '" + "0".repeat(64) + "', roles: [ask, king]}]}";
    assertEquals(
        "security.keys[0].roles",
        assertThrows(InvalidFieldException.class, () -> parse(key)).field());
  }
}
