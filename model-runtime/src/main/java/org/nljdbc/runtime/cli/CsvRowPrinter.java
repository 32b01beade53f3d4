package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.nljdbc.runtime.server.api.Cells;

/** Rows as CSV with a line of headings. SQL and warnings go to the stream for remarks. */
final class CsvRowPrinter implements RowPrinter {

  private final PrintWriter out;
  private final PrintWriter err;

  CsvRowPrinter(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void print(Told told, ResultSet rows, int most) throws IOException, SQLException {
    if (told.sql() != null) {
      err.println(told.sql());
    }
    if (told.confidence() != null) {
      err.println(String.format(Locale.ROOT, "-- confidence %.2f", told.confidence()));
    }
    told.warnings().forEach(warning -> err.println("-- " + TablePrinter.plain(warning)));
    List<String> labels = RowPrinter.labels(rows);
    CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180);
    printer.printRecord(labels);
    int count = 0;
    boolean more = rows.next();
    while (more && (most == 0 || count < most)) {
      printer.printRecord(Cells.of(rows, labels.size()));
      count++;
      more = rows.next();
    }
    printer.flush();
    if (more) {
      err.println("-- the first " + count + " rows; --max-rows shows more");
    }
    err.flush();
  }
}
