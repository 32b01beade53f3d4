package org.nljdbc.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.nljdbc.runtime.files.Sha256;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model's files, unpacked into the cache folder: once, whole or not at all, by one process while
 * others wait. The folder's name holds a digest of all files, so that another version unpacks
 * beside it.
 */
final class UnpackedModel {

  private static final Logger LOG = LoggerFactory.getLogger(UnpackedModel.class);
  private static final int BUFFER = 1 << 16;

  /** Held while one thread of this process unpacks: a file lock holds between processes only. */
  private static final Object ONE_AT_A_TIME = new Object();

  private final String name;
  private final Map<String, String> digests;
  private final Source source;
  private final Path models;

  /** Opens a packed file. */
  @FunctionalInterface
  interface Source {
    InputStream open(String name) throws IOException;
  }

  /**
   * Describes the files.
   *
   * @param name the model's name
   * @param digests SHA-256 of each file by its name, lower-case hexadecimal
   * @param source opens them
   * @param cache the cache folder
   */
  UnpackedModel(String name, Map<String, String> digests, Source source, Path cache) {
    this.name = name;
    this.digests = digests;
    this.source = source;
    this.models = cache.resolve("models");
  }

  /**
   * The folder that holds the files; unpacks them if it is not there yet.
   *
   * @param progress told how far it is
   * @return the folder
   * @throws LanguageModelException CORRUPT if a packed file is damaged, FAILED if the folder cannot
   *     be written
   */
  Path folder(Progress progress) throws LanguageModelException {
    Path folder = models.resolve(name + "-" + version());
    if (Files.isDirectory(folder)) {
      return folder;
    }
    synchronized (ONE_AT_A_TIME) {
      try {
        Files.createDirectories(models);
        try (FileChannel channel =
                FileChannel.open(
                    models.resolve(name + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          if (lock.isValid() && !Files.isDirectory(folder)) {
            unpack(folder, progress);
          }
        }
        return folder;
      } catch (IOException e) {
        throw new LanguageModelException(
            Kind.FAILED,
            "the embedded model could not be unpacked into "
                + models
                + ": "
                + e.getMessage()
                + "; make room there, or name another folder in XDG_CACHE_HOME",
            e);
      }
    }
  }

  private void unpack(Path folder, Progress progress) throws IOException, LanguageModelException {
    LOG.info("unpacking {} into {}", name, folder);
    Path partial = Files.createTempDirectory(models, name + ".partial");
    try {
      int done = 0;
      for (Map.Entry<String, String> file : digests.entrySet()) {
        progress.at("unpacking " + name, done++ / (double) digests.size());
        String found = copy(file.getKey(), partial.resolve(file.getKey()));
        if (!found.equals(file.getValue())) {
          throw new LanguageModelException(
              Kind.CORRUPT,
              "the embedded model's file "
                  + file.getKey()
                  + " is damaged (its SHA-256 is "
                  + found
                  + "); get nl-jdbc-model-runtime again");
        }
      }
      move(partial, folder);
      progress.at("unpacking " + name, 1);
    } finally {
      remove(partial);
    }
  }

  private String copy(String file, Path target) throws IOException {
    MessageDigest digest = Sha256.begin();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = source.open(file);
        OutputStream out = Files.newOutputStream(target)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void move(Path partial, Path folder) throws IOException {
    try {
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(partial, folder);
    }
  }

  private static void remove(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("could not remove {}", folder, e);
    }
  }

  private String version() {
    MessageDigest digest = Sha256.begin();
    digests.values().forEach(value -> digest.update(value.getBytes(StandardCharsets.US_ASCII)));
    return HexFormat.of().formatHex(digest.digest(), 0, 6);
  }
}
