import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.ToolProvider;

/**
 * Writes the forwarding layer: for each of six java.sql interfaces a class that hands every method
 * to a delegate, one that refuses every method of ResultSet, and a PreparedStatement that sets each
 * parameter wherever its value goes, with the ParameterMetaData to it. Run by the build on the JDK
 * at hand, as {@code java DelegationGenerator.java TARGET_FOLDER}; the methods are those of Java 17
 * whatever that JDK is, in a fixed order, so that the output is the same everywhere.
 */
final class DelegationGenerator {

  private static final String RELEASE = "17";
  private static final String PACKAGE = "org.nljdbc.jdbc";

  /** Results that lead from one JDBC object to another; they never leave unwrapped. */
  private static final Set<String> NAVIGABLE =
      Set.of(
          "Connection",
          "Statement",
          "PreparedStatement",
          "CallableStatement",
          "ResultSet",
          "DatabaseMetaData");

  /** What a generated class extends; the rest extends Object. */
  private static final Map<String, String> SUPERCLASS =
      Map.of(
          "PreparedStatement", "StatementBase",
          "CallableStatement", "DelegatingPreparedStatement");

  private final Elements elements;
  private final Path folder;

  private DelegationGenerator(Elements elements, Path folder) {
    this.elements = elements;
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    null,
                    List.of("--release", RELEASE, "-proc:none"),
                    List.of("java.lang.Object"),
                    null);
    Path folder = Path.of(args[0], PACKAGE.split("\\."));
    Files.createDirectories(folder);
    DelegationGenerator generator = new DelegationGenerator(task.getElements(), folder);
    for (String name : new TreeSet<>(NAVIGABLE)) {
      generator.write("Delegating" + name, generator.delegating(name));
    }
    generator.write("UnsupportedResultSet", generator.unsupported("ResultSet"));
    generator.write("BoundPreparedStatement", generator.bound());
    generator.write("BoundParameters", generator.boundParameters());
  }

  /** A class that forwards. */
  private String delegating(String name) {
    String superclass = SUPERCLASS.get(name);
    List<ExecutableElement> methods = methods(name);
    StringBuilder out = header("Forwards every method of " + name + " to a delegate.");
    out.append("abstract class Delegating").append(name);
    out.append(superclass == null ? "" : " extends " + superclass);
    out.append(" implements ").append(name).append(" {\n\n");
    out.append("  private final ").append(name).append(" delegate;\n\n");
    String owner = superclass == null ? "" : "WrappedConnection connection, ";
    out.append("  Delegating").append(name).append('(').append(owner);
    out.append(name).append(" delegate) {\n");
    out.append(superclass == null ? "" : "    super(connection, delegate);\n");
    out.append("    this.delegate = delegate;\n  }\n\n");
    out.append("  /** The real driver's object. */\n");
    out.append(superclass == null ? "" : "  @Override\n");
    out.append("  ").append(name).append(" delegate() {\n    return delegate;\n  }\n");
    if (superclass == null) {
      unwrapping(out);
    }
    hooks(out, methods, superclass != null);
    for (ExecutableElement method : methods) {
      out.append("\n  @Override\n  public ").append(signature(method)).append(" {\n    ");
      out.append(forwarding(method)).append("\n  }\n");
    }
    return out.append("}\n").toString();
  }

  /** A class that refuses. */
  private String unsupported(String name) {
    StringBuilder out = header("Refuses every method of " + name + " with SQLState 0A000.");
    out.append("abstract class Unsupported").append(name);
    out.append(" implements ").append(name).append(" {\n");
    for (ExecutableElement method : methods(name)) {
      out.append("\n  @Override\n  public ").append(signature(method)).append(" {\n");
      out.append("    throw Errors.unsupported(\"").append(name).append('.');
      out.append(method.getSimpleName()).append("\");\n  }\n");
    }
    return out.append("}\n").toString();
  }

  /** A prepared statement whose parameters are set in other places than the caller says. */
  private String bound() {
    StringBuilder out = header("Sets each parameter in all the places that its value goes to.");
    boundClass(out, "BoundPreparedStatement", "PreparedStatement");
    for (String name : List.of("Statement", "PreparedStatement")) {
      for (ExecutableElement method : methods(name)) {
        out.append("\n  @Override\n  public ").append(signature(method)).append(" {\n    ");
        out.append(name.equals("Statement") ? plain(method) : placed(method)).append("\n  }\n");
      }
    }
    return out.append("}\n").toString();
  }

  /** Describes each parameter by the first of the places that its value goes to. */
  private String boundParameters() {
    StringBuilder out = header("Describes each parameter by a place that its value goes to.");
    boundClass(out, "BoundParameters", "ParameterMetaData");
    for (ExecutableElement method : methods("ParameterMetaData")) {
      String call = plain(method).replaceFirst("arg1", "places.of(arg1)[0]");
      out.append("\n  @Override\n  public ").append(signature(method)).append(" {\n    ");
      out.append(method.getParameters().isEmpty() ? "return places.count();" : call);
      out.append("\n  }\n");
    }
    return out.append("}\n").toString();
  }

  private static void boundClass(StringBuilder out, String name, String type) {
    out.append("final class ").append(name).append(" implements ").append(type).append(" {\n\n");
    out.append("  private final ").append(type).append(" delegate;\n");
    out.append("  private final ParameterPlaces places;\n\n");
    out.append("  ").append(name).append('(').append(type);
    out.append(" delegate, ParameterPlaces places) {\n");
    out.append("    this.delegate = delegate;\n    this.places = places;\n  }\n");
    unwrapping(out);
  }

  private static String plain(ExecutableElement method) {
    String call = "delegate." + method.getSimpleName() + "(" + arguments(method) + ");";
    return type(method.getReturnType().toString()).equals("void") ? call : "return " + call;
  }

  private static String placed(ExecutableElement method) {
    if (method.getSimpleName().contentEquals("getParameterMetaData")) {
      return "return new BoundParameters(delegate.getParameterMetaData(), places);";
    }
    if (!method.getSimpleName().toString().startsWith("set")) {
      return plain(method);
    }
    String value = method.getParameters().get(1).asType().toString();
    boolean once = value.equals("java.io.InputStream") || value.equals("java.io.Reader");
    String call = plain(method).replaceFirst("arg1", once ? "places.only(arg1)" : "place");
    return once ? call : "for (int place : places.of(arg1)) {\n      " + call + "\n    }";
  }

  private static StringBuilder header(String purpose) {
    StringBuilder out = new StringBuilder();
    out.append("package ").append(PACKAGE).append(";\n\n");
    out.append("import java.sql.*;\nimport org.jspecify.annotations.NullUnmarked;\n\n");
    out.append("/** ").append(purpose).append(" Generated by DelegationGenerator. */\n");
    out.append("@NullUnmarked\n@SuppressWarnings({\"all\", \"deprecation\"})\n");
    return out;
  }

  private static void unwrapping(StringBuilder out) {
    out.append("\n  @Override\n  public <T> T unwrap(Class<T> type) throws SQLException {\n");
    out.append("    return Unwrapping.unwrap(this, delegate, type);\n  }\n");
    out.append("\n  @Override\n  public boolean isWrapperFor(Class<?> type)");
    out.append(" throws SQLException {\n");
    out.append("    return Unwrapping.isWrapperFor(this, delegate, type);\n  }\n");
    out.append("\n  @Override\n  public String toString() {\n");
    out.append("    return delegate.toString();\n  }\n");
  }

  /** Declares what turns the delegate's objects into ours, for the results that occur. */
  private static void hooks(
      StringBuilder out, List<ExecutableElement> methods, boolean resultSetKnown) {
    Set<String> types = new TreeSet<>();
    boolean values = false;
    for (ExecutableElement method : methods) {
      String type = type(method.getReturnType().toString());
      if (NAVIGABLE.contains(type) && !(resultSetKnown && type.equals("ResultSet"))) {
        types.add(type);
      }
      values |= isValue(type);
    }
    for (String type : types) {
      out.append("\n  /** Our object for the delegate's; null for null. */\n");
      out.append("  abstract ").append(type).append(" wrap(").append(type);
      out.append(" value) throws SQLException;\n");
    }
    if (values) {
      out.append("\n  /** The delegate's value itself, unless it is a result set. */\n");
      out.append("  abstract <T> T wrapValue(T value, Class<T> type) throws SQLException;\n");
    }
  }

  private static boolean isValue(String type) {
    return type.equals("Object") || type.equals("T");
  }

  private static String forwarding(ExecutableElement method) {
    String call = "delegate." + method.getSimpleName() + "(" + arguments(method) + ")";
    String type = type(method.getReturnType().toString());
    if (type.equals("void")) {
      return call + ";";
    }
    if (NAVIGABLE.contains(type)) {
      return "return wrap(" + call + ");";
    }
    if (isValue(type)) {
      String wanted = type.equals("T") ? "arg" + method.getParameters().size() : "Object.class";
      return "return wrapValue(" + call + ", " + wanted + ");";
    }
    return "return " + call + ";";
  }

  private static String signature(ExecutableElement method) {
    StringBuilder out = new StringBuilder();
    if (!method.getTypeParameters().isEmpty()) {
      out.append(
          method.getTypeParameters().stream()
              .map(Object::toString)
              .collect(Collectors.joining(", ", "<", "> ")));
    }
    out.append(type(method.getReturnType().toString())).append(' ').append(method.getSimpleName());
    StringBuilder parameters = new StringBuilder();
    for (int i = 0; i < method.getParameters().size(); i++) {
      parameters.append(i == 0 ? "" : ", ");
      parameters.append(type(method.getParameters().get(i).asType().toString()));
      parameters.append(" arg").append(i + 1);
    }
    out.append('(').append(parameters).append(')');
    if (!method.getThrownTypes().isEmpty()) {
      out.append(" throws ");
      out.append(
          method.getThrownTypes().stream()
              .map(thrown -> type(thrown.toString()))
              .collect(Collectors.joining(", ")));
    }
    return out.toString();
  }

  private static String arguments(ExecutableElement method) {
    StringBuilder out = new StringBuilder();
    for (int i = 1; i <= method.getParameters().size(); i++) {
      out.append(i == 1 ? "" : ", ").append("arg").append(i);
    }
    return out.toString();
  }

  /** The methods that an interface itself declares, sorted by name and parameters. */
  private List<ExecutableElement> methods(String name) {
    TypeElement type = elements.getTypeElement("java.sql." + name);
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .filter(method -> !method.getModifiers().contains(Modifier.STATIC))
        .sorted(Comparator.comparing(DelegationGenerator::signature))
        .sorted(Comparator.comparing(method -> method.getSimpleName().toString()))
        .toList();
  }

  private static String type(String name) {
    return name.replace("java.lang.", "").replace("java.sql.", "").replace(",", ", ");
  }

  /** Leaves a file alone that is right already, so that nothing is compiled anew for it. */
  private void write(String name, String source) throws IOException {
    Path file = folder.resolve(name + ".java");
    if (!Files.exists(file) || !Files.readString(file).equals(source)) {
      Files.writeString(file, source);
    }
  }
}
