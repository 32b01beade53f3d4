package org.nljdbc.it.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.NlDataSource;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

/** Flyway: migrations pass, and one of them may make a view of a question. */
@OnDatabase(Kind.H2)
class FlywayTest extends FrameworkTest {

  @TempDir private Path migrations;

  @Test
  void migrates() throws Exception {
    Files.writeString(
        migrations.resolve("V1__table.sql"),
        """
        -- NL: only a remark
        CREATE TABLE visits (id INT PRIMARY KEY, place VARCHAR(20));
        INSERT INTO visits VALUES (1, 'NL: a place'), (2, 'O''Brien; and more');
        """);
    Files.writeString(
        migrations.resolve("V2__view.sql"),
        "CREATE VIEW german_customers AS SELECT * FROM " + TABLE + " q;\n");
    NlDataSource source = new NlDataSource();
    source.setUrl(url());
    source.setUser(database.user());
    Flyway flyway =
        Flyway.configure()
            .dataSource(source)
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .locations("filesystem:" + migrations)
            .load();
    MigrateResult result = flyway.migrate();
    assertTrue(result.success);
    assertEquals(2, result.migrationsExecuted);
    assertTrue(flyway.validateWithResult().validationSuccessful);
    assertEquals(
        List.of("NL: a place", "O'Brien; and more"),
        bareRows("SELECT place FROM visits ORDER BY id"));
    assertEquals(
        bareRows("SELECT id FROM (" + SQL + ") x ORDER BY id"),
        bareRows("SELECT id FROM german_customers ORDER BY id"));
    model().answer("all places", "SELECT place FROM visits");
    assertEquals(2, rows("NL: all places").size());
  }
}
