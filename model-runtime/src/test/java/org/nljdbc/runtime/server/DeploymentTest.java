package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.runtime.server.config.ConfigFile;
import org.nljdbc.runtime.server.config.ServerConfig;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the files for deployment say of the server is what the server does. */
class DeploymentTest extends ServerTest {

  private static final Path DEPLOY = Path.of("deploy");

  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern SELECTOR =
      Pattern.compile("\\b([a-z_][a-z0-9_]*)(?:\\{([^}]*)}|(?!\\w|\\s*[({]))");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern GROUPING = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");

  /** Words of PromQL that stand where names of figures may. */
  private static final Set<String> WORDS = Set.of("by", "and", "or", "unless", "on", "ignoring");

  /** What Prometheus itself adds to every figure that it gathers. */
  private static final Set<String> ADDED = Set.of("instance", "job");

  @Test
  void theDashboardNamesFiguresThatAreThere() throws Exception {
    List<String> expressions = new ArrayList<>();
    gather(JsonParser.parseString(read("grafana/nl-jdbc.json")), expressions);
    assertTrue(expressions.size() > 20, "expressions are found");
    assertFigures(expressions);
  }

  @Test
  void alertsNameFiguresThatAreThere() throws Exception {
    List<String> expressions = new ArrayList<>();
    for (Object group : list(yaml("prometheus/alerts.yml"), "groups")) {
      for (Object rule : list(group, "rules")) {
        expressions.add((String) map(rule).get("expr"));
      }
    }
    assertTrue(expressions.size() > 5, "expressions are found");
    assertFigures(expressions);
  }

  private static void gather(JsonElement part, List<String> expressions) {
    if (part.isJsonArray()) {
      part.getAsJsonArray().forEach(each -> gather(each, expressions));
    } else if (part.isJsonObject()) {
      part.getAsJsonObject()
          .asMap()
          .forEach(
              (name, value) -> {
                if (name.equals("expr")) {
                  expressions.add(value.getAsString());
                } else {
                  gather(value, expressions);
                }
              });
    }
  }

  private void assertFigures(List<String> expressions) throws Exception {
    Map<String, Set<String>> figures = figures();
    String document = get("openapi.json").text();
    for (String expression : expressions) {
      Set<String> labels = new TreeSet<>(ADDED);
      int found = 0;
      String plain = GROUPING.matcher(expression.replace("$__rate_interval", "5m")).replaceAll(" ");
      Matcher selector = SELECTOR.matcher(quoted(plain));
      while (selector.find()) {
        String name = selector.group(1);
        if (WORDS.contains(name)) {
          continue;
        }
        found++;
        Set<String> known = name.equals("up") ? Set.of() : figures.get(name);
        if (known == null) {
          throw new AssertionError(name + " of " + expression);
        }
        labels.addAll(known);
        String conditions = selector.group(2) == null ? "" : selector.group(2);
        for (String label : all(MATCHER, conditions)) {
          assertTrue(
              known.contains(label) || ADDED.contains(label), () -> label + " of " + expression);
        }
      }
      assertTrue(found > 0, () -> "no figure in " + expression);
      for (String grouping : all(GROUPING, expression)) {
        for (String label : grouping.split("\\s*,\\s*")) {
          assertTrue(labels.contains(label.strip()), () -> label + " of " + expression);
        }
      }
      for (String codes : all(Pattern.compile("code(?:=~|!=|=)\"([^\"]*)\""), expression)) {
        for (String code : codes.split("\\|")) {
          assertTrue(code.equals("ok") || document.contains(code), () -> code + " is a code");
        }
      }
      for (String phase : all(Pattern.compile("phase=\"([^\"]*)\""), expression)) {
        assertTrue(scraped.contains("phase=\"" + phase + "\""), () -> phase + " is a phase");
      }
    }
  }

  private String scraped = "";

  /** The figures of a server that has answered, each with its labels. */
  private Map<String, Set<String>> figures() throws Exception {
    model.answer("names", "SELECT name FROM customers");
    ask("names");
    execute("question", "names");
    scraped = get("metrics").text();
    // The collector tells of itself a moment later.
    for (int i = 0; i < 500 && !scraped.contains("jvm_gc_pause_seconds_sum"); i++) {
      System.gc();
      Thread.sleep(20);
      scraped = get("metrics").text();
    }
    Map<String, Set<String>> figures = new HashMap<>();
    for (String line : scraped.lines().filter(each -> !each.startsWith("#")).toList()) {
      int brace = line.indexOf('{');
      String name = line.substring(0, brace < 0 ? line.indexOf(' ') : brace);
      Set<String> labels = figures.computeIfAbsent(name, any -> new TreeSet<>());
      if (brace >= 0) {
        labels.addAll(all(MATCHER, quoted(line)));
      }
    }
    return figures;
  }

  /** A text without what stands in quotes. */
  private static String quoted(String text) {
    return STRING.matcher(text).replaceAll("\"\"");
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }

  /** The server takes the settings, and they let nobody in without a key. */
  @ParameterizedTest
  @ValueSource(strings = {"compose/nl.yaml", "kustomize/base/nl.yaml"})
  void settingsAreValid(String file) throws Exception {
    String text = read(file);
    for (String secret : secrets(text)) {
      Path path = folder.resolve("secrets").resolve(secret);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "0123456789abcdef".repeat(4) + "\n");
    }
    ServerConfig config =
        ConfigFile.parse(
            text.replace("/run/secrets", folder.resolve("secrets").toString()),
            Map.of("NL_DATABASE_URL", "jdbc:sqlite:" + shop(), "NL_DATABASE_USER", "reader"));
    assertTrue(config.security().isSecured());
    assertEquals(List.of("shop"), config.databases().stream().map(each -> each.name()).toList());
    new NlServer(config.withAddress("0.0.0.0", 0)).close();
    URI redis = Objects.requireNonNull(config.cluster().redis());
    assertEquals(6379, redis.getPort());
    assertTrue(
        services(file).contains(redis.getHost()), () -> redis.getHost() + " is no service there");
    assertTrue(
        Objects.requireNonNull(redis.getUserInfo()).startsWith("default:"), "with a password");
    assertNotNull(config.cluster().key());
  }

  /** The names that servers with this file of settings can reach others by. */
  private static Set<?> services(String settings) throws IOException {
    if (settings.startsWith("compose")) {
      return map(yaml("compose/compose.yaml").get("services")).keySet();
    }
    Set<Object> names = new HashSet<>();
    for (Object each :
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .loadAll(read("kustomize/base/redis.yaml"))) {
      if ("Service".equals(map(each).get("kind"))) {
        names.add(map(map(each).get("metadata")).get("name"));
      }
    }
    return names;
  }

  /** What a settings' file reads below the folder of secrets. */
  private static Set<String> secrets(String text) {
    return new TreeSet<>(all(Pattern.compile("\\$\\{file:/run/secrets/([^}]*)}"), text));
  }

  @Test
  void composeMountsWhatThereIs() throws Exception {
    Map<?, ?> compose = yaml("compose/compose.yaml");
    for (Object service : map(compose.get("services")).values()) {
      for (Object secret : listOrNone(service, "secrets")) {
        assertTrue(map(compose.get("secrets")).containsKey(secret), secret::toString);
      }
      for (Object volume : listOrNone(service, "volumes")) {
        String source = volume.toString().substring(0, volume.toString().indexOf(':'));
        assertTrue(
            source.startsWith(".")
                ? Files.exists(DEPLOY.resolve("compose").resolve(source))
                : map(compose.get("volumes")).containsKey(source),
            volume::toString);
      }
    }
    Object server = map(compose.get("services")).get("server");
    assertTrue(list(server, "secrets").containsAll(secrets(read("compose/nl.yaml"))));
  }

  @Test
  void probesAskRoutesOpenToAll() throws Exception {
    start("security: {keys: [{name: a, sha256: \"%s\", roles: [ask]}]}".formatted("0".repeat(64)));
    List<String> paths =
        all(
            Pattern.compile("httpGet: \\{path: ([^,]+), port: http}"),
            read("kustomize/base/deployment.yaml"));
    assertEquals(List.of("/health/ready", "/health/ready", "/health/live"), paths);
    assertTrue(read("Containerfile").contains("GET /health/ready HTTP"));
    for (String path : paths) {
      assertFalse(Set.of(401, 403, 404).contains(get(path).status()), path);
    }
    assertEquals(401, get("metrics").status());
  }

  private static String read(String file) throws IOException {
    return Files.readString(DEPLOY.resolve(file));
  }

  private static Map<?, ?> yaml(String file) throws IOException {
    return map(new Yaml(new SafeConstructor(new LoaderOptions())).load(read(file)));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : fail("no mapping: " + value);
  }

  private static List<?> list(@Nullable Object of, String name) {
    return map(of).get(name) instanceof List<?> list ? list : fail("no list " + name);
  }

  private static List<?> listOrNone(@Nullable Object of, String name) {
    return map(of).containsKey(name) ? list(of, name) : List.of();
  }
}
