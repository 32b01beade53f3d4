package org.nljdbc.it.databases;

import java.util.Locale;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives each test class a fresh database of its {@link OnDatabase} kind. A server starts with the
 * first class that needs it and stops when the JVM's test run ends; a database lives as long as its
 * class. A test that needs more of them can have the {@link Server} as a parameter; one that needs
 * a database of another kind, too, says so at the parameter.
 */
public final class DatabaseExtension implements BeforeAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(DatabaseExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    database(context, kind(context));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestDatabase.class || type == Server.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Kind kind =
        parameter.findAnnotation(OnDatabase.class).map(OnDatabase::value).orElse(kind(context));
    return parameter.getParameter().getType() == Server.class
        ? server(context, kind)
        : database(context, kind);
  }

  private static Kind kind(ExtensionContext context) {
    Class<?> testClass = context.getRequiredTestClass();
    return AnnotationSupport.findAnnotation(testClass, OnDatabase.class)
        .orElseThrow(() -> new IllegalStateException(testClass + " lacks @OnDatabase"))
        .value();
  }

  private static Server server(ExtensionContext context, Kind kind) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(kind, k -> Servers.start(kind), Server.class);
  }

  private static TestDatabase database(ExtensionContext context, Kind kind) {
    Class<?> testClass = context.getRequiredTestClass();
    Server server = server(context, kind);
    String name = testClass.getSimpleName().toLowerCase(Locale.ROOT);
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            testClass.getName() + " " + kind, c -> filled(server, name), TestDatabase.class);
  }

  private static TestDatabase filled(Server server, String name) {
    try {
      return server.shop(name);
    } catch (Exception e) {
      throw new IllegalStateException("no database for " + name, e);
    }
  }
}
