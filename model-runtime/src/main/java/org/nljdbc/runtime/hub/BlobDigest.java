package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Compares content with the checksum that an ETag is: SHA-256 for large files, git's SHA-1 for
 * others. An ETag of another form says nothing about the content.
 */
final class BlobDigest {

  private static final int BUFFER = 1 << 18;

  private final String etag;
  private final @Nullable MessageDigest digest;
  private long count;

  /**
   * Begins.
   *
   * @param etag the ETag
   * @param size bytes that there will be
   */
  BlobDigest(String etag, long size) {
    this.etag = etag;
    if (etag.matches("[0-9a-f]{64}")) {
      digest = digest("SHA-256");
    } else if (etag.matches("[0-9a-f]{40}")) {
      digest = digest("SHA-1");
      digest.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
    } else {
      digest = null;
    }
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /** Adds the next bytes; the buffer's position stays as it is. */
  void add(ByteBuffer bytes) {
    count += bytes.remaining();
    if (digest != null) {
      digest.update(bytes.duplicate());
    }
  }

  /** Adds a file that was begun earlier. Interruptible. */
  void add(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (channel.read(buffer) >= 0) {
        add(buffer.flip());
        buffer.clear();
      }
    }
  }

  /** How many bytes were added. */
  long count() {
    return count;
  }

  /**
   * The end.
   *
   * @return the checksum that was found, or null if it is the right one or none is known
   */
  @Nullable String wrong() {
    if (digest == null) {
      return null;
    }
    String found = HexFormat.of().formatHex(digest.digest());
    return found.equals(etag) ? null : found;
  }
}
