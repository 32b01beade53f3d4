package org.nljdbc.runtime.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nljdbc.runtime.weights.Failures.fails;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.Progress;

class HubDiskTest extends HubCase {

  @Test
  void aDiskWithTooLittleRoomIsToldBefore() {
    Disk small = new TestDisk(1000, Long.MAX_VALUE);
    fails(
        Kind.FAILED,
        () -> model(small, Duration.ofSeconds(30)),
        "too full",
        "HF_HUB_CACHE",
        "0 MB");
    assertEquals(List.of(), ranges());
  }

  @Test
  void aDiskThatFillsUpIsToldAndWhatHasComeIsKept() throws Exception {
    Disk filling = new TestDisk(Long.MAX_VALUE, 100_000);
    LanguageModelException full =
        fails(
            Kind.FAILED,
            () -> model(filling, Duration.ofSeconds(30)),
            "the disk is full",
            "kept",
            "HF_HUB_CACHE");
    assertTrue(full.getCause() instanceof IOException);
    assertEquals(List.of(), pauses);
    assertEquals(100_000, Files.size(partial()));
    complete(model());
    assertEquals(List.of("null", "bytes=100000-"), ranges());
  }

  @Test
  void aCacheThatCannotBeWrittenIsTold() throws Exception {
    Files.writeString(cache.resolve("models--org--tiny"), "a file in its place");
    refused(Kind.FAILED, "could not be written", "HF_HUB_CACHE");
    Path file = Files.writeString(cache.resolve("file"), "");
    HubModels models =
        new HubModels(new HubEnvironment(file.toString(), hub.address(), null, false));
    fails(Kind.FAILED, () -> models.model(HubModelsTest.TINY, Progress.NONE), "could not be");
  }

  /** A disk with so much room by its own account, on which a file may become so large. */
  private record TestDisk(long usable, long most) implements Disk {

    @Override
    public long usableBytes(Path folder) {
      return usable;
    }

    @Override
    public Appender append(Path file) throws IOException {
      Appender real = Disk.REAL.append(file);
      return new Appender(new Channel(real, file, most), real::sync);
    }
  }

  private record Channel(Appender real, Path file, long most) implements WritableByteChannel {

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int length = (int) Math.min(bytes.remaining(), most - Files.size(file));
      if (length == 0) {
        throw new IOException("No space left on device");
      }
      real.write(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
