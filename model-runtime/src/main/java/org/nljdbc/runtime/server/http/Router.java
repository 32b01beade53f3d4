package org.nljdbc.runtime.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.server.security.AccessControl;
import org.nljdbc.runtime.server.security.Role;

/**
 * Takes routes, and puts before each of them what all share: who calls, whether they may, and
 * whether the server is about to end.
 */
public final class Router {

  /** Attribute of a request: the path of its route, as it was added. */
  static final String ROUTE = "nl.route";

  private final RoutesConfig app;
  private final AccessControl access;
  private final Drain drain;
  private final List<Route> routes = new ArrayList<>();

  /**
   * Makes a router.
   *
   * @param app where the routes go
   * @param access decides who may call
   * @param drain counts what is at work
   */
  public Router(RoutesConfig app, AccessControl access, Drain drain) {
    this.app = app;
    this.access = access;
    this.drain = drain;
  }

  /** Adds a route for everyone, that answers until the very end, too. */
  public void open(String path, Handler handler) {
    add(HandlerType.GET, path, null, handler);
  }

  /** Adds a route to read something. */
  public void get(String path, Role role, Handler handler) {
    add(HandlerType.GET, path, role, handler);
  }

  /** Adds a route to ask or to change something. */
  public void post(String path, Role role, Handler handler) {
    add(HandlerType.POST, path, role, handler);
  }

  /** Adds a route to remove something. */
  public void delete(String path, Role role, Handler handler) {
    add(HandlerType.DELETE, path, role, handler);
  }

  private void add(HandlerType method, String path, @Nullable Role role, Handler handler) {
    routes.add(new Route(method.name(), path));
    Handler admitting = admitting(path, role, handler);
    app.addHttpHandler(method, path, admitting);
    if (method == HandlerType.GET) {
      // Otherwise the framework says 200 to HEAD, whoever asks; what is written here is not sent.
      app.addHttpHandler(HandlerType.HEAD, path, admitting);
    }
  }

  private Handler admitting(String path, @Nullable Role role, Handler handler) {
    return ctx -> {
      ctx.attribute(ROUTE, path);
      if (role == null) {
        handler.handle(ctx);
        return;
      }
      access.admit(ctx, role);
      Drain.Entry atWork = drain.enter();
      // Until the answer's last byte has left, which is after the handler's end.
      Request.addCompletionListener(
          ServletContextRequest.getServletContextRequest(ctx.req()), failure -> atWork.close());
      handler.handle(ctx);
    };
  }

  /** All routes that were added. */
  public List<Route> routes() {
    return Collections.unmodifiableList(routes);
  }
}
