package org.nljdbc.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

class NativeErrorsTest {

  @Test
  void knownErrorsStayAsTheyAre() {
    LanguageModelException known = new LanguageModelException(Kind.TOO_LONG, "too long");
    assertSame(known, NativeErrors.explain("reading", known));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[enforce fail at alloc_cpu.cpp:115] DefaultCPUAllocator: can't allocate memory: you tried",
        "CUDA out of memory. Tried to allocate 2.00 GiB"
      })
  void lackOfMemoryIsTold(String said) {
    LanguageModelException error =
        NativeErrors.explain("reading the prompt", new IllegalStateException(said));
    assertEquals(Kind.OUT_OF_MEMORY, error.kind());
    assertTrue(String.valueOf(error.getMessage()).contains("reading the prompt"));
    assertEquals(
        Kind.OUT_OF_MEMORY, NativeErrors.explain("x", new OutOfMemoryError("heap")).kind());
  }

  @Test
  void aMissingLibrarySaysWhatToDo() {
    LanguageModelException error =
        NativeErrors.explain("starting", new UnsatisfiedLinkError("already loaded"));
    assertEquals(Kind.FAILED, error.kind());
    assertTrue(String.valueOf(error.getMessage()).contains("pytorch-native-cpu"));
  }

  @Test
  void aLibraryThatAnotherLoaderHasSaysWhatToDo() {
    LinkageError first =
        new UnsatisfiedLinkError("Native Library x.so already loaded in another classloader");
    LinkageError later = new NoClassDefFoundError("Could not initialize class LibUtils");
    later.initCause(new ExceptionInInitializerError(first));
    for (Throwable failure : new Throwable[] {first, later}) {
      // The initialiser's error tells its cause by getCause.
      LanguageModelException error = NativeErrors.explain("starting", failure);
      assertEquals(Kind.FAILED, error.kind());
      assertTrue(String.valueOf(error.getMessage()).contains("one driver entry"));
    }
  }

  @Test
  void longMessagesAreCutToTheirFirstLine() {
    String line = "x".repeat(1000);
    LanguageModelException error =
        NativeErrors.explain("starting", new IllegalStateException(line + "\nstack\nstack"));
    String message = String.valueOf(error.getMessage());
    assertTrue(message.length() < 500 && !message.contains("stack"));
    assertTrue(
        String.valueOf(NativeErrors.explain("a", new NullPointerException()).getMessage())
            .endsWith("NullPointerException"));
  }
}
