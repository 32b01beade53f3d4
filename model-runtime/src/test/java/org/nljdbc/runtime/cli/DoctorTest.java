package org.nljdbc.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** nl doctor. */
class DoctorTest extends CommandTest {

  @Test
  void whereTheTestsRunNothingFails() {
    assertEquals(0, run("doctor", "--quick", "--url=jdbc:nl:sqlite:" + shop()), out::toString);
    String text = out.toString();
    for (String told :
        List.of(
            "Java",
            "core",
            "native libraries",
            "checksums are right",
            "state folder",
            "MiB are free",
            "embedded, in the Java process",
            "can be reached: SQLite")) {
      assertTrue(text.contains(told), () -> told + " in " + text);
    }
  }

  @Test
  void aUrlThatCannotWorkFails() {
    assertEquals(1, run("doctor", "--quick", "--url=jdbc:nl:sqlite:x?nl.tires=1"));
    assertTrue(out.toString().contains("nl.tries"), out::toString);
    assertEquals(1, run("doctor", "--quick", "--url=jdbc:nl:nowhere:x"));
    assertEquals(1, run("doctor", "--quick", "--set=nl.runtime=http://localhost:1,embedded"));
    assertTrue(
        out.toString().contains("Place 1 of the model: the server localhost:1"), out::toString);
    assertTrue(out.toString().contains("Place 2"), out::toString);
    assertEquals(1, run("doctor", "--quick", "--set=nl.model=nothing at all"));
  }

  @Test
  void machinesAreJudged() {
    assertEquals(Finding.Level.FAIL, MachineCheck.java(11, "11.0.1").level());
    assertEquals(Finding.Level.WARN, MachineCheck.cores(1).level());
    assertEquals(Finding.Level.WARN, MachineCheck.extensions("amd64", Set.of("sse2")).level());
    assertEquals(Finding.Level.OK, MachineCheck.extensions("amd64", Set.of()).level());
    assertEquals(Finding.Level.OK, MachineCheck.extensions("aarch64", Set.of("asimd")).level());
    assertEquals(Finding.Level.WARN, MachineCheck.memory(Optional.of(1L << 29)).level());
    assertEquals(Finding.Level.OK, MachineCheck.memory(Optional.empty()).level());
    assertTrue(MachineCheck.cards(List.of("NVIDIA H100")).text().contains("H100"));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void foldersAreJudged() throws Exception {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertEquals(Finding.Level.WARN, FolderCheck.ownersOnly(open).level());
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx------"));
    assertEquals(Finding.Level.OK, FolderCheck.ownersOnly(open).level());
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(
        Finding.Level.FAIL, FolderCheck.writable("state folder", file.resolve("in"), "X").level());
    assertEquals(Finding.Level.OK, FolderCheck.writable("x", folder.resolve("a/b"), "X").level());
    assertEquals(4, FolderCheck.all(folder.resolve("none"), folder).size());
  }

  @Test
  void librariesThatAreNotThereAreTold() {
    ModelCheck none = new ModelCheck(ClassLoader.getPlatformClassLoader(), (task, done) -> {});
    List<Finding> found = none.all(true);
    assertEquals(Finding.Level.FAIL, found.get(0).level());
    assertEquals(2, found.size(), "without them the model is not loaded");
  }
}
