import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Makes the one jar for tools: the shaded code, the embedded model, the native libraries, and the
 * licences of all that is in it. Everything is copied as it is packed, since packing libtorch and
 * the weights anew would take a minute of each build. Run by the build with the module's class
 * path, as {@code java AllJar.java TARGET CODE_JAR MODULE_JAR}.
 */
final class AllJar {

  /** Where DJL looks for native libraries. */
  private static final List<String> NATIVE = List.of("native/", "jnilib/", "pytorch/");

  private static final String MODEL = "org/nljdbc/model/";
  private static final List<String> LEGAL =
      List.of("LICENSE", "NOTICE", "THIRD-PARTY", "AL2.0", "LGPL2.1");

  /** What the files of the libraries inside begin with. */
  private static final List<String> INSIDE =
      List.of(
          "api-", "pytorch-", "tokenizers-", "caffeine-", "jsqlparser-", "gson-", "jna-", "commons-",
          "slf4j-", "resilience4j-", "bucket4j", "nimbus-", "HikariCP-", "picocli-", "javalin-",
          "micrometer-", "prometheus-", "jakarta.", "jetty-", "HdrHistogram-", "kotlin-stdlib-",
          "LatencyUtils-", "asm-", "snakeyaml-");

  private final Set<String> written = new HashSet<>();
  private final ZipArchiveOutputStream out;

  private AllJar(ZipArchiveOutputStream out) {
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[0]);
    Path unfinished = Path.of(args[0] + ".part");
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20);
        ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      AllJar jar = new AllJar(zip);
      jar.copy(Path.of(args[1]), name -> name);
      jar.copy(Path.of(args[2]), name -> name.startsWith(MODEL) ? name : null);
      for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
        Path library = Path.of(path);
        String name = library.getFileName().toString();
        if (path.endsWith(".jar") && INSIDE.stream().anyMatch(name::startsWith)) {
          jar.copy(library, entry -> isNative(entry) ? entry : legal(library, entry));
        }
      }
    }
    Files.move(unfinished, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isNative(String name) {
    return NATIVE.stream().anyMatch(name::startsWith);
  }

  /** A library's licence goes into a folder of its own; null for what is none. */
  private static String legal(Path library, String name) {
    String simple = name.startsWith("META-INF/") ? name.substring("META-INF/".length()) : name;
    boolean legal = simple.indexOf('/') < 0 && LEGAL.stream().anyMatch(simple::startsWith);
    String folder = library.getFileName().toString().replace(".jar", "");
    return legal ? "META-INF/licenses/" + folder + "/" + simple : null;
  }

  /** Copies the entries that a name is given, under that name, without unpacking them. */
  private void copy(Path jar, UnaryOperator<String> naming) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(jar).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
        String name = entry.isDirectory() ? null : naming.apply(entry.getName());
        if (name != null && written.add(name)) {
          ZipArchiveEntry copy = new ZipArchiveEntry(name);
          copy.setMethod(entry.getMethod());
          copy.setSize(entry.getSize());
          copy.setCompressedSize(entry.getCompressedSize());
          copy.setCrc(entry.getCrc());
          copy.setTime(entry.getTime());
          out.addRawArchiveEntry(copy, zip.getRawInputStream(entry));
        }
      }
    }
  }
}
