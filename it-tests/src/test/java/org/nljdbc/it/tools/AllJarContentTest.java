package org.nljdbc.it.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nljdbc.it.tools.ToolLoader.Order.PARENT_FIRST;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the one jar for tools. */
@Tag("packaged")
class AllJarContentTest {

  private static List<String> names(JarFile jar) {
    return jar.stream().map(ZipEntry::getName).toList();
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  /** Only what native code finds by its name is left where it was. */
  @Test
  void librariesAreOutOfTheWayOfTheToolsOwn() throws IOException {
    try (JarFile jar = new JarFile(AllJar.path().toFile())) {
      Set<String> roots =
          names(jar).stream()
              .filter(name -> name.endsWith(".class"))
              .map(name -> Stream.of(name.split("/")).limit(2).collect(Collectors.joining("/")))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(Set.of("ai/djl", "com/sun", "org/nljdbc", "org/slf4j"), roots);
      assertNull(jar.getEntry("jndi.properties"), "a tool would take it for its own");
      assertEquals(
          Set.of(),
          names(jar).stream()
              .filter(name -> name.startsWith("META-INF/services/"))
              .map(name -> name.substring("META-INF/services/".length()))
              .filter(
                  name ->
                      !name.matches(
                          "|java\\.sql\\.Driver|(ai\\.djl|org\\.nljdbc|org\\.slf4j)\\..*"))
              .collect(Collectors.toSet()));
    }
  }

  /** Tools read the service file, or look at each class. */
  @Test
  void thereIsOneDriver() throws Exception {
    try (JarFile jar = new JarFile(AllJar.path().toFile())) {
      assertEquals("org.nljdbc.NlDriver", text(jar, "META-INF/services/java.sql.Driver"));
      assertEquals(
          "org.nljdbc", jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"));
      List<String> drivers = new ArrayList<>();
      try (ToolLoader loader =
          new ToolLoader(
              List.of(AllJar.path()), ClassLoader.getPlatformClassLoader(), PARENT_FIRST)) {
        for (String name : names(jar)) {
          String type = name.replace(".class", "").replace('/', '.');
          if (name.matches("org/nljdbc/.*\\.class") && isDriver(type, loader)) {
            drivers.add(type);
          }
        }
      }
      assertEquals(List.of("org.nljdbc.NlDriver"), drivers);
    }
  }

  private static boolean isDriver(String type, ClassLoader loader) throws ClassNotFoundException {
    try {
      return Driver.class.isAssignableFrom(Class.forName(type, false, loader));
    } catch (LinkageError needsWhatIsOptional) {
      return false; // Commons Compress has such classes
    }
  }

  @Test
  void holdsTheModelTheNativeLibrariesAndTheLicences() throws IOException {
    try (JarFile jar = new JarFile(AllJar.path().toFile())) {
      List<String> names = names(jar);
      assertEquals(4, names.stream().filter(name -> name.endsWith(".gguf")).count());
      for (String ending :
          List.of(
              "native/lib/pytorch.properties",
              "native/lib/tokenizers.properties",
              "jnilib/pytorch.properties",
              "adapter_model.safetensors",
              "META-INF/LICENSE",
              "META-INF/NOTICE",
              "qwen2.5-coder-0.5b-instruct-sql/LICENSE")) {
        assertTrue(names.stream().anyMatch(name -> name.endsWith(ending)), ending);
      }
      assertTrue(names.stream().anyMatch(name -> name.matches("pytorch/cpu/.*torch_cpu\\..*")));
      for (String library : List.of("jsqlparser", "caffeine", "commons-compress", "jna", "slf4j")) {
        assertTrue(
            names.stream().anyMatch(name -> name.startsWith("META-INF/licenses/" + library)),
            library);
      }
      assertTrue(text(jar, "META-INF/NOTICE").contains("libtorch"));
    }
  }

  /** In a program that has no logging of its own, nothing is said but the answer. */
  @Test
  void saysNothingUnasked() throws Exception {
    String said = run(List.of(), "scripted");
    assertTrue(said.startsWith("3 by NL "), said);
    assertEquals(1, said.lines().count(), said);
  }

  /** With nothing but what the jar holds: neither network nor what was unpacked before. */
  @Test
  void itsOwnModelAnswers(@TempDir Path folder) throws Exception {
    String said = run(List.of("-DDJL_CACHE_DIR=" + folder.resolve("djl")), folder.toString());
    assertTrue(said.startsWith("3 by NL "), said);
    assertEquals(1, said.lines().count(), said);
    assertTrue(Files.isDirectory(folder.resolve("djl/pytorch")));
  }

  /** Runs the guest in a process of its own; gives what it printed, errors too. */
  private static String run(List<String> options, String argument) throws Exception {
    String classPath =
        Stream.of(AllJar.path(), AllJar.of(org.h2.Driver.class), AllJar.of(Guest.class))
            .map(Object::toString)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(options);
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED"); // Java warns otherwise
    }
    command.addAll(List.of("-cp", classPath, Guest.class.getName(), argument));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS"); // Java tells of it
    builder.environment().put("XDG_CACHE_HOME", argument);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), said);
    return said;
  }
}
