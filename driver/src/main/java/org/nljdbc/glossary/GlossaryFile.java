package org.nljdbc.glossary;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A glossary's file, read anew where a look at its time and size tells that it has changed. Safe
 * for use by many threads.
 */
public final class GlossaryFile {

  /** The setting by which there is no glossary. */
  public static final String NONE = "none";

  private static final String IO = "58030";
  private static final String INVALID = "22023";
  private static final long MOST_BYTES = 4 << 20;

  private final @Nullable Path path;
  private final boolean required;
  private volatile @Nullable Known known;

  /** By what a change of the file shows. */
  private record Stamp(FileTime time, long size, @Nullable Object key) {}

  private record Known(@Nullable Stamp stamp, Glossary glossary) {}

  private GlossaryFile(@Nullable Path path, boolean required) {
    this.path = path;
    this.required = required;
  }

  /**
   * The glossary of a setting; touches no file.
   *
   * @param setting a path; {@code none} for no glossary; empty for {@code nl.yaml} beside the lock
   *     file, if there is one
   * @param lockFile where the lock file is, or would be
   * @return the file
   */
  public static GlossaryFile of(String setting, Path lockFile) {
    if (setting.equals(NONE)) {
      return new GlossaryFile(null, false);
    }
    return setting.isEmpty()
        ? new GlossaryFile(lockFile.resolveSibling("nl.yaml"), false)
        : new GlossaryFile(Path.of(setting).toAbsolutePath(), true);
  }

  /**
   * What the file says now.
   *
   * @return the glossary; one that says nothing if there need not be a file and there is none
   * @throws SQLException 58030 if it cannot be read; 22023 if it is not a glossary
   */
  public Glossary read() throws SQLException {
    Path file = path;
    if (file == null) {
      return Glossary.NONE;
    }
    try {
      Stamp stamp = stamp(file);
      Known last = known;
      if (last == null || !java.util.Objects.equals(stamp, last.stamp)) {
        last = new Known(stamp, stamp == null ? Glossary.NONE : load(file));
        known = last;
      }
      return last.glossary;
    } catch (CharacterCodingException e) {
      throw new SQLException("The glossary " + file + " is not text in UTF-8.", INVALID, e);
    } catch (IOException e) {
      throw new SQLException(
          "The glossary "
              + file
              + " cannot be read: "
              + (e instanceof NoSuchFileException ? "there is no such file" : e)
              + ". nl.glossary names another; nl.glossary=none goes without.",
          IO,
          e);
    }
  }

  private @Nullable Stamp stamp(Path file) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
    } catch (NoSuchFileException e) {
      if (required) {
        throw e;
      }
      return null;
    }
  }

  private Glossary load(Path file) throws IOException, SQLException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("it is larger than " + MOST_BYTES + " bytes");
    }
    try {
      return GlossaryReader.read(Files.readString(file, StandardCharsets.UTF_8));
    } catch (GlossaryException e) {
      throw wrong(e);
    }
  }

  /**
   * The error that tells what is wrong with this file.
   *
   * @param problem what is wrong, and where
   * @return an error with SQLState 22023
   */
  public SQLException wrong(GlossaryException problem) {
    return new SQLException(
        "The glossary " + path + ", " + problem.getMessage() + ".", INVALID, problem);
  }

  /** Where it is; empty if there is no glossary. */
  public String place() {
    return path == null || !required && !Files.exists(path) ? "" : path.toString();
  }
}
