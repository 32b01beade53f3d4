package org.nljdbc.runtime.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.LoaderGuest;

class NativeLibrariesTest {

  @TempDir Path folder;

  private static URLClassLoader loader() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(path).toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void modelsOfSeveralLoadersAnswerSideBySide() throws Exception {
    String folderBefore = System.getProperty("ENGINE_CACHE_DIR");
    String here = new LoaderGuest().call();
    assertFalse(here.isEmpty());
    try (URLClassLoader one = loader();
        URLClassLoader other = loader()) {
      List<Callable<?>> guests = new ArrayList<>();
      for (URLClassLoader loader : List.of(one, other)) {
        guests.add(
            (Callable<?>)
                loader
                    .loadClass(LoaderGuest.class.getName())
                    .getDeclaredConstructor()
                    .newInstance());
      }
      for (int i = 0; i < 2; i++) {
        for (Callable<?> guest : guests) {
          assertEquals(here, guest.call());
        }
      }
    }
    assertEquals(here, new LoaderGuest().call());
    assertEquals(folderBefore, System.getProperty("ENGINE_CACHE_DIR"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void bindingsAreCopiedAndTheRestIsLinked() throws IOException {
    Path shared = Files.createDirectories(folder.resolve("shared/version"));
    Path torch = Files.writeString(shared.resolve("libtorch_cpu.so"), "torch");
    Path binding = Files.writeString(shared.resolve("0.35.1-libdjl_torch.so"), "binding");
    Path own = folder.resolve("own");
    for (int i = 0; i < 2; i++) {
      NativeLibraries.fill(folder.resolve("shared"), own);
      assertTrue(Files.isSameFile(torch, own.resolve("version/libtorch_cpu.so")));
      Path copy = own.resolve("version/0.35.1-libdjl_torch.so");
      assertFalse(Files.isSameFile(binding, copy));
      assertEquals("binding", Files.readString(copy));
    }
    // DJL has unpacked its libraries again.
    Files.delete(torch);
    Files.writeString(torch, "torch once more");
    Files.writeString(binding, "changed");
    NativeLibraries.fill(folder.resolve("shared"), own);
    assertTrue(Files.isSameFile(torch, own.resolve("version/libtorch_cpu.so")));
    assertEquals("changed", Files.readString(own.resolve("version/0.35.1-libdjl_torch.so")));
    assertNotEquals(List.of(), List.of(own.toFile().list()));
  }
}
