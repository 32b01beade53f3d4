package org.nljdbc.runtime.server.config;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads the server's settings from a YAML file. In its texts {@code ${NAME}} stands for a variable
 * of the environment and {@code ${file:/path}} for the content of a file, so that secrets need not
 * be written into it.
 */
public final class ConfigFile {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file:)?([^}]+)}");
  private static final Gson GSON = new Gson();

  private final Map<String, String> environment;

  private ConfigFile(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reads a file.
   *
   * @param file the file, UTF-8
   * @param environment variables that it may name
   * @return the settings
   * @throws IOException if it cannot be read
   * @throws InvalidFieldException if something in it is not valid
   */
  public static ServerConfig read(Path file, Map<String, String> environment) throws IOException {
    return parse(Files.readString(file), environment);
  }

  /**
   * The databases of such a file alone; whatever else stands in it is neither resolved nor checked.
   *
   * @param file the file, UTF-8
   * @param environment variables that its databases may name
   * @return the databases, in the file's order
   * @throws IOException if it cannot be read
   * @throws InvalidFieldException if a database in it is not valid
   */
  public static List<DatabaseConfig> databases(Path file, Map<String, String> environment)
      throws IOException {
    JsonElement tree = tree(Files.readString(file));
    JsonObject kept = new JsonObject();
    if (tree.isJsonObject() && tree.getAsJsonObject().has("databases")) {
      kept.add("databases", tree.getAsJsonObject().get("databases"));
    }
    JsonElement resolved = new ConfigFile(environment).resolve("", kept);
    return Fields.of("", resolved).objects("databases").stream().map(DatabaseConfig::read).toList();
  }

  /**
   * Reads the text of such a file.
   *
   * @param yaml the text
   * @param environment variables that it may name
   * @return the settings
   * @throws InvalidFieldException if something in it is not valid
   */
  public static ServerConfig parse(String yaml, Map<String, String> environment) {
    JsonElement json = new ConfigFile(environment).resolve("", tree(yaml));
    return ServerConfig.read(Fields.of("", json));
  }

  private static JsonElement tree(String yaml) {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Object tree = new Yaml(new SafeConstructor(options)).load(yaml);
      return tree == null ? new JsonObject() : GSON.toJsonTree(tree);
    } catch (MarkedYAMLException e) {
      throw new InvalidFieldException("", "is not valid YAML " + place(e));
    } catch (YAMLException e) {
      throw new InvalidFieldException("", "is not valid YAML");
    }
  }

  /** The place alone, since the line itself may hold a secret. */
  private static String place(MarkedYAMLException e) {
    return e.getProblemMark() == null
        ? ""
        : "in line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem();
  }

  private JsonElement resolve(String path, JsonElement value) {
    if (value.isJsonObject()) {
      JsonObject object = new JsonObject();
      value
          .getAsJsonObject()
          .asMap()
          .forEach(
              (name, each) ->
                  object.add(name, resolve(path.isEmpty() ? name : path + "." + name, each)));
      return object;
    }
    if (value.isJsonArray()) {
      JsonArray array = new JsonArray();
      int index = 0;
      for (JsonElement each : value.getAsJsonArray()) {
        array.add(resolve(path + "[" + index++ + "]", each));
      }
      return array;
    }
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
      return new JsonPrimitive(resolved(path, value.getAsString()));
    }
    return value.isJsonNull() ? JsonNull.INSTANCE : value;
  }

  private String resolved(String path, String text) {
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(2);
      String value = matcher.group(1) == null ? environment.get(name) : content(path, name);
      matcher.appendReplacement(result, Matcher.quoteReplacement(present(path, name, value)));
    }
    return matcher.appendTail(result).toString();
  }

  private static String present(String path, String name, @Nullable String value) {
    if (value == null) {
      throw new InvalidFieldException(
          path, "names the variable " + name + ", which the environment does not have");
    }
    return value;
  }

  private static String content(String path, String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (NoSuchFileException e) {
      throw new InvalidFieldException(path, "names the file " + file + ", which does not exist");
    } catch (IOException e) {
      throw new InvalidFieldException(path, "names the file " + file + ", which cannot be read");
    }
  }
}
