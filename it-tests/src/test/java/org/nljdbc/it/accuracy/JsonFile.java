package org.nljdbc.it.accuracy;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads files of JSON, and says which file it was that is not as it should be. */
final class JsonFile {

  private static final Gson GSON = new Gson();

  private JsonFile() {}

  /** Reads a file that holds one value. */
  static <T> T read(Path file, TypeToken<T> type) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      T value = GSON.fromJson(reader, type);
      if (value == null) {
        throw new IOException(file + " is empty");
      }
      return value;
    } catch (JsonParseException e) {
      throw new IOException(file + " is not as described: " + e.getMessage(), e);
    }
  }

  /** Reads a file that holds a value a line. */
  static <T> List<T> lines(Path file, TypeToken<T> type) throws IOException {
    List<T> values = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          try {
            values.add(GSON.fromJson(line, type));
          } catch (JsonParseException e) {
            String problem = file + ", line " + number + ": " + e.getMessage();
            throw new IOException(problem, e);
          }
        }
      }
    }
    return values;
  }
}
