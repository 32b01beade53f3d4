package org.nljdbc.runtime.server.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.nljdbc.runtime.server.config.ServerConfig;
import org.nljdbc.runtime.server.databases.Databases;
import org.nljdbc.runtime.server.http.Drain;
import org.nljdbc.runtime.server.http.Router;
import org.nljdbc.runtime.server.http.Routes;
import org.nljdbc.runtime.server.work.ServedModel;
import org.nljdbc.runtime.server.work.Sessions;

/**
 * All routes of the text-to-SQL API.
 *
 * @param config what the server was told
 * @param databases the databases
 * @param sessions opens what works on them
 * @param model the model
 * @param drain whether the server is about to end
 * @param meters the figures
 */
public record TextToSqlApi(
    ServerConfig config,
    Databases databases,
    Sessions sessions,
    ServedModel model,
    Drain drain,
    PrometheusMeterRegistry meters)
    implements Routes {

  @Override
  public void addTo(Router router) {
    ApiServices services =
        new ApiServices(databases, sessions, new Questions(meters), config.limits());
    new QueryRoutes(services).addTo(router);
    new ExecuteRoutes(services, new Cursor(config.cluster().key())).addTo(router);
    new PinRoutes(services).addTo(router);
    new SchemaRoutes(databases, sessions, config.limits()).addTo(router);
    new DatabaseRoutes(databases, config.registration()).addTo(router);
    new ModelRoutes(model, config.limits()).addTo(router);
    new HealthRoutes(databases, model, drain, meters).addTo(router);
    new DocumentRoutes().addTo(router);
  }
}
