package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.server.config.ConfigFile;
import org.nljdbc.runtime.server.config.ServerConfig;
import org.nljdbc.runtime.server.security.ApiKeys;
import org.nljdbc.translate.Registry;

/** Who may do what. */
class SecurityTest extends ServerTest {

  private static final String SQL = "SELECT COUNT(*) FROM customers";

  private final String asker = ApiKeys.generate();
  private final String admin = ApiKeys.generate();

  private static String key(String name, String key, String role) {
    String digest = HexFormat.of().formatHex(ApiKeys.digest(key));
    return "{name: " + name + ", sha256: " + digest + ", roles: [" + role + "]}";
  }

  private void startWithKeys(String more) throws Exception {
    start(
        "security: {keys: ["
            + key("ann", asker, "ask")
            + ", "
            + key("root", admin, "admin")
            + "]"
            + more
            + "}");
    model.answer("names", "SELECT name FROM customers");
  }

  @Test
  void rolesDecide() throws Exception {
    startWithKeys("");
    assertProblem(401, "unauthenticated", ask("names"));
    assertEquals("Bearer", ask("names").header("www-authenticate"));
    headers.put("Authorization", "Bearer " + asker + "x");
    assertProblem(401, "unauthenticated", ask("names"));
    headers.put("Authorization", "Bearer " + asker);
    assertEquals(200, ask("names").status());
    assertProblem(403, "forbidden", execute("sql", SQL));
    assertProblem(403, "forbidden", post("api/v1/explain", "{}"));
    assertFalse(explained().contains("\"plan\""), "a plan tells how many rows there are");
    assertProblem(403, "forbidden", post("api/v1/schema/register", "{}"));
    assertProblem(403, "forbidden", post("api/v1/feedback", "{}"));
    headers.remove("Authorization");
    headers.put("X-API-Key", admin);
    assertEquals(200, execute("sql", SQL).status());
    assertTrue(explained().contains("\"plan\""));
    assertEquals(200, ask("names").status());
  }

  private String explained() throws Exception {
    Answer answer = post("api/v1/query", "{\"question\": \"names\", \"explain\": true}");
    assertEquals(200, answer.status(), answer.text());
    return answer.json().getAsJsonArray("explanation").toString();
  }

  private String pinnedBy(String question, String verdict) throws Exception {
    Answer said =
        post("api/v1/feedback", body("question", question, "verdict", verdict).toString());
    assertEquals(200, said.status(), said.text());
    return said.json()
        .getAsJsonArray("pins")
        .get(0)
        .getAsJsonObject()
        .get("pinned_by")
        .getAsString();
  }

  /** Not the account that the server runs as, which says nothing to who reviews the file. */
  @Test
  void whatIsPinnedAndRejectedNamesItsCaller() throws Exception {
    startWithKeys("");
    Registry.shared().release();
    headers.put("X-API-Key", admin);
    assertEquals("root", pinnedBy("names", "right"));
    model.answer("cities", "SELECT city FROM cities");
    assertEquals("root", pinnedBy("cities", "wrong"));
    String rejected = Files.readString(folder.resolve("nl.rejected"));
    assertTrue(rejected.contains("\"root\""), rejected);
    headers.clear();

    String jwks = new JWKSet(signer.toPublicJWK()).toString();
    start(
        "security: {jwt: {jwks: \"%s\", audience: nl, issuer: \"https://issuer.example\"}}"
            .formatted(file("jwks.json", jwks)));
    String subject = "Zo\u00eb \"Z\"\nby = \"root\"\\";
    JWTClaimsSet claims = claims().subject(subject).claim("roles", "ask admin").build();
    headers.put("Authorization", "Bearer " + signed(claims, signer));
    assertEquals(subject, pinnedBy("names", "right"));
    assertEquals(
        subject,
        get("api/v1/pins")
            .json()
            .getAsJsonArray("pins")
            .get(0)
            .getAsJsonObject()
            .get("pinned_by")
            .getAsString());
  }

  @Test
  void everyoneMaySeeThatItRuns() throws Exception {
    startWithKeys("");
    assertEquals(200, get("health/live").status());
    assertFalse(get("health/ready").text().contains("shop"));
    assertEquals(401, get("health").status());
    assertEquals(401, get("metrics").status());
    HttpRequest head =
        request("metrics").method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    assertEquals(401, send(head).status());
    assertEquals(200, get("openapi.json").status());
  }

  @Test
  void aCallerHasAShare() throws Exception {
    startWithKeys(", requestsPerMinute: 60, burst: 2");
    headers.put("X-API-Key", asker);
    assertEquals(200, ask("names").status());
    assertEquals(200, ask("names").status());
    Answer refused = ask("names");
    assertProblem(429, "rate_limited", refused);
    int seconds = Integer.parseInt(refused.header("retry-after"));
    assertTrue(seconds >= 1 && seconds <= 2, refused.headers()::toString);
    headers.put("X-API-Key", admin);
    assertEquals(200, ask("names").status());
  }

  @Test
  void whoRegistersManyLeavesRoomForOthers() throws Exception {
    start(
        "security: {requestsPerMinute: 0, keys: ["
            + key("ann", asker, "admin")
            + ", "
            + key("root", admin, "admin")
            + "]}");
    headers.put("Authorization", "Bearer " + asker);
    Answer answer = registered(0);
    int registered = 0;
    while (answer.status() == 201) {
      answer = registered(++registered);
    }
    assertProblem(409, "too_many_databases", answer);
    assertEquals(100, registered);
    headers.put("Authorization", "Bearer " + admin);
    assertEquals(201, registered(registered).status());
    headers.put("Authorization", "Bearer " + asker);
    assertEquals(204, delete("api/v1/databases/s7").status());
    assertEquals(201, registered(7).status());
  }

  private Answer registered(int number) throws Exception {
    JsonObject body = body("name", "s" + number, "ddl", "CREATE TABLE t (id INT)");
    return post("api/v1/schema/register", body.toString());
  }

  @Test
  void guessesHaveAShareToo() throws Exception {
    startWithKeys(", requestsPerMinute: 60, burst: 2");
    headers.put("X-API-Key", "guess");
    assertEquals(401, ask("names").status());
    assertEquals(401, ask("names").status());
    assertEquals(429, ask("names").status());
  }

  @Test
  void aServerForOthersWantsKeys() {
    ServerConfig open = ServerConfig.DEFAULT.withAddress("0.0.0.0", 0);
    InvalidFieldException refused =
        assertThrows(InvalidFieldException.class, () -> new NlServer(open));
    assertEquals("host", refused.field());
  }

  /** A page of another origin whose name has been made to mean this machine. */
  @Test
  void otherNamesForThisMachineAreRefused() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/databases HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 421"), answer);
      assertTrue(answer.contains("wrong_host"), answer);
    }
  }

  @Test
  void otherOriginsMayCallOnlyIfTheSettingsSaySo() throws Exception {
    assertEquals("", preflight("https://app.example.com").header("access-control-allow-origin"));
    start("corsOrigins: [\"https://app.example.com\"]");
    Answer allowed = preflight("https://app.example.com");
    assertEquals("https://app.example.com", allowed.header("access-control-allow-origin"));
    assertEquals("", preflight("https://evil.example").header("access-control-allow-origin"));
  }

  private Answer preflight(String origin) throws Exception {
    return send(
        request("api/v1/query")
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "content-type")
            .build());
  }

  private final RSAKey signer = rsa();

  private static RSAKey rsa() {
    try {
      return new RSAKeyGenerator(2048).keyID("one").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .subject("bob")
        .audience("nl")
        .issuer("https://issuer.example")
        .claim("roles", List.of("ask"))
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  private Answer askWith(String token) throws Exception {
    headers.put("Authorization", "Bearer " + token);
    return ask("names");
  }

  private static String signed(JWTClaimsSet claims, RSAKey key) throws JOSEException {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  @Test
  void tokensAreChecked() throws Exception {
    String jwks = new JWKSet(signer.toPublicJWK()).toString();
    start(
        "security: {jwt: {jwks: \"%s\", audience: nl, issuer: \"https://issuer.example\"}}"
            .formatted(file("jwks.json", jwks)));
    model.answer("names", "SELECT name FROM customers");
    assertEquals(200, askWith(signed(claims().build(), signer)).status());
    assertProblem(403, "forbidden", execute("sql", SQL));

    Date past = Date.from(Instant.now().minusSeconds(120));
    assertEquals(401, askWith(signed(claims().expirationTime(past).build(), signer)).status());
    assertEquals(401, askWith(signed(claims().expirationTime(null).build(), signer)).status());
    assertEquals(401, askWith(signed(claims().audience("other").build(), signer)).status());
    assertEquals(401, askWith(signed(claims().issuer("other").build(), signer)).status());
    assertEquals(401, askWith(signed(claims().build(), rsa())).status());
    assertEquals(401, askWith(new PlainJWT(claims().build()).serialize()).status());
    SignedJWT shared = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
    shared.sign(new MACSigner(signer.toRSAPublicKey().getEncoded()));
    assertEquals(401, askWith(shared.serialize()).status());
    assertEquals(
        403, askWith(signed(claims().claim("roles", "nothing else").build(), signer)).status());
  }

  /** Limits, logs and pins go by names. */
  @Test
  void aTokenDoesNotStandForAnotherCaller() throws Exception {
    String jwks = new JWKSet(signer.toPublicJWK()).toString();
    startWithKeys(
        ", jwt: {jwks: \"%s\", audience: nl, issuer: \"https://issuer.example\"}"
            .formatted(file("jwks.json", jwks)));
    for (String other : List.of("root", "ann", "local", "refused 127.0.0.1")) {
      Answer refused = askWith(signed(claims().subject(other).build(), signer));
      assertProblem(401, "unauthenticated", refused);
      String detail = refused.json().get("detail").getAsString();
      assertTrue(detail.contains("subject"), detail);
      assertFalse(detail.contains("root") || detail.contains("ann"), detail);
    }
    for (String own : List.of("Root", "locals", "refused")) {
      assertEquals(200, askWith(signed(claims().subject(own).build(), signer)).status());
    }
    assertEquals(200, askWith(asker).status());
  }

  @Test
  void secretsAreInNoAnswerAndNoLog() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      start("registration: true");
      Answer added =
          post(
              "api/v1/databases",
              "{\"name\": \"x\", \"url\": \"jdbc:postgresql://u:s3cr3t-of-a-test@localhost:1/x\","
                  + " \"user\": \"u\", \"password\": \"s3cr3t-of-a-test\"}");
      assertEquals(201, added.status(), added.text());
      Answer failed = post("api/v1/query", body("question", "x", "database", "x").toString());
      assertProblem(503, "database_unavailable", failed);
      String seen = added.text() + failed.text() + get("api/v1/databases").text();
      seen += get("health").text() + get("metrics").text();
      assertFalse(seen.contains("s3cr3t"));
    } finally {
      System.setErr(before);
    }
    String logged = log.toString(StandardCharsets.UTF_8);
    assertFalse(logged.contains("s3cr3t"), logged);
  }

  @Test
  void anEncryptedConnectionIsAnsweredOnlyIfTheCertificateIsTrusted() throws Exception {
    Path keystore = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "x",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                keystore.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, keytool.waitFor(), said);
    start("tls: {keystore: \"%s\", password: changeit}".formatted(keystore));
    model.answer("names", "SELECT name FROM customers");
    assertThrows(SSLException.class, () -> ask("names"));

    KeyStore trusted = KeyStore.getInstance(keystore.toFile(), "changeit".toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    client = HttpClient.newBuilder().sslContext(context).build();
    assertEquals(200, ask("names").status());
    assertEquals(200, ask("names").status());
  }

  @Test
  void settingsNameSecretsWithoutHoldingThem() throws Exception {
    ServerConfig config =
        ConfigFile.parse(
            "databases: [{name: a, url: \"jdbc:h2:mem:a\", user: u, password: \"${SECRET}\"},"
                + " {name: b, url: \"jdbc:h2:mem:b\", password: \"${file:%s}\"}]"
                    .formatted(file("secret.txt", "from a file\n")),
            Map.of("SECRET", "from the environment"));
    assertEquals("from the environment", config.databases().get(0).password());
    assertEquals("from a file", config.databases().get(1).password());
    assertFalse(config.toString().contains("from"), config::toString);
  }
}
