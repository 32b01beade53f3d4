package org.nljdbc.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lock files of machines that share a copy of them. */
class LockExchangeTest {

  private static final String DATABASE = "H2 SHOP";

  /** A copy in memory, which may be out of reach. */
  private static final class Copy implements SharedCopy {
    private Held held = Held.NOTHING;
    boolean isThere = true;
    int reads;

    private void reach() throws IOException {
      if (!isThere) {
        throw new IOException("out of reach");
      }
    }

    @Override
    public String version() throws IOException {
      reach();
      return held.version();
    }

    @Override
    public Held read() throws IOException {
      reach();
      reads++;
      return held;
    }

    @Override
    public boolean replace(String version, Held next) throws IOException {
      reach();
      boolean same = held.version().equals(version);
      held = same ? next : held;
      return same;
    }

    void lose() {
      held = Held.NOTHING;
    }
  }

  /** One of the machines. */
  private static final class Machine {
    final LockFile file;
    final LockExchange exchange;

    Machine(Path folder, Copy pins, Copy rejected) {
      file = LockFile.of(folder.resolve("nl.lock").toString());
      exchange = file.exchange(pins, rejected);
    }

    void pin(String question, String sql, long second) throws SQLException {
      Pin pin =
          new Pin(
              question,
              List.of(),
              sql,
              DATABASE,
              List.of(),
              Pin.BY_HAND,
              "me",
              Instant.ofEpochSecond(second));
      file.change(
          pins ->
              Stream.concat(pins.stream().filter(each -> !each.isForSame(pin)), Stream.of(pin))
                  .toList());
    }

    void unpin(String question) throws SQLException {
      file.change(pins -> pins.stream().filter(pin -> !pin.question().equals(question)).toList());
    }

    void reject(String question, String sql, long second) throws SQLException {
      Rejection rejection =
          new Rejection(question, sql, DATABASE, "me", Instant.ofEpochSecond(second));
      file.rejections().change(all -> all.with(rejection));
    }

    String sql(String question) throws SQLException {
      return file.read().find(DATABASE, question).map(Pin::sql).orElse("");
    }

    Map<String, String> pins() throws SQLException {
      Map<String, String> pins = new HashMap<>();
      file.read().of(DATABASE).forEach(pin -> pins.put(pin.question(), pin.sql()));
      return pins;
    }
  }

  @TempDir Path folder;
  private final Copy pins = new Copy();
  private final Copy rejected = new Copy();

  private Machine machine(String name) {
    return new Machine(folder.resolve(name), pins, rejected);
  }

  private static void exchange(Machine... machines) throws Exception {
    for (Machine each : machines) {
      each.exchange.run();
    }
  }

  @Test
  void whatOneMachineIsToldTheOthersKnow() throws Exception {
    Machine a = machine("a");
    Machine b = machine("b");
    a.pin("how many", "SELECT 1", 1);
    exchange(a, b);
    assertEquals("SELECT 1", b.sql("How many?"));

    b.pin("how many", "SELECT 2", 1); // within the same second
    b.reject("how many", "SELECT 1", 1);
    exchange(b, a);
    assertEquals("SELECT 2", a.sql("how many"));
    assertTrue(a.file.rejections().read().has(DATABASE, "how many", "SELECT 1"));

    a.unpin("how many");
    a.file.rejections().change(all -> all.without(DATABASE, "how many", "SELECT 1"));
    exchange(a, b);
    assertEquals("", b.sql("how many"));
    assertTrue(b.file.rejections().read().isEmpty());
  }

  @Test
  void nothingIsReadWhereNothingHasChanged() throws Exception {
    Machine a = machine("a");
    Machine b = machine("b");
    a.pin("how many", "SELECT 1", 1);
    exchange(a, b, a, b);
    int reads = pins.reads;
    String version = pins.version();
    exchange(a, b, a, b);
    assertEquals(reads, pins.reads);
    assertEquals(version, pins.version());
    try (Stream<Path> files = Files.list(folder.resolve("a"))) {
      assertEquals(List.of("nl.lock"), files.map(each -> each.getFileName().toString()).toList());
    }
  }

  @Test
  void whatIsToldWhileTheCopyIsOutOfReachIsBroughtLater() throws Exception {
    Machine a = machine("a");
    Machine b = machine("b");
    a.pin("old", "SELECT 1", 1);
    exchange(a, b);
    pins.isThere = false;
    a.unpin("old");
    a.pin("of a", "SELECT 2", 2);
    b.pin("of b", "SELECT 3", 3);
    b.pin("both", "SELECT 4", 4);
    a.pin("both", "SELECT 5", 5);
    assertThrows(IOException.class, a.exchange::run);
    assertEquals("SELECT 2", a.sql("of a"));

    pins.isThere = true;
    exchange(a, b, a);
    Map<String, String> all = Map.of("of a", "SELECT 2", "of b", "SELECT 3", "both", "SELECT 5");
    assertEquals(all, a.pins());
    assertEquals(all, b.pins());
  }

  @Test
  void aCopyThatIsLostTakesNoPinWithIt() throws Exception {
    Machine a = machine("a");
    Machine b = machine("b");
    a.pin("how many", "SELECT 1", 1);
    exchange(a, b);
    pins.lose();
    exchange(b, a, b);
    assertEquals("SELECT 1", a.sql("how many"));
    assertEquals("SELECT 1", b.sql("how many"));
    exchange(machine("c"));
    assertEquals("SELECT 1", machine("c").sql("how many"));
  }

  @Test
  void aFileThatIsLostTakesNoPinWithIt() throws Exception {
    Machine a = machine("a");
    Machine b = machine("b");
    a.pin("how many", "SELECT 1", 1);
    exchange(a, b, a);
    Files.delete(folder.resolve("a").resolve("nl.lock"));
    assertEquals("", a.sql("how many"));
    exchange(a, b);
    assertEquals("SELECT 1", a.sql("how many"));
    assertEquals("SELECT 1", b.sql("how many"));
    a.unpin("how many");
    exchange(a, b);
    assertEquals("", b.sql("how many"));
  }

  @Test
  void aCopyOfANewerVersionIsLeftAsItIs() throws Exception {
    Machine a = machine("a");
    a.pin("how many", "SELECT 1", 1);
    SharedCopy.Held newer = new SharedCopy.Held("x", "version = 2\n[[other]]\n");
    assertTrue(pins.replace("", newer));
    IOException refused = assertThrows(IOException.class, a.exchange::run);
    assertTrue(String.valueOf(refused.getMessage()).contains("version 2"), refused.toString());
    assertEquals(newer, pins.read());
    assertEquals("SELECT 1", a.sql("how many"));
  }

  @Test
  void ofAQuestionsRejectionsTheNewestAreKept() throws Exception {
    Machine a = machine("a");
    Machine b = machine("b");
    for (int i = 0; i < 4; i++) {
      a.reject("how many", "SELECT " + i, i);
      b.reject("how many", "SELECT " + (10 + i), 10 + i);
    }
    exchange(a, b, a, b);
    List<String> newest = List.of("SELECT 10", "SELECT 11", "SELECT 12", "SELECT 13");
    assertEquals(newest, a.file.rejections().read().of(DATABASE, "how many"));
    assertEquals(newest, b.file.rejections().read().of(DATABASE, "how many"));
  }

  /** A step: one of three machines pins (or, with no SQL, unpins), or exchanges (no question). */
  record Step(int machine, String question, String sql, boolean loses) {}

  @Provide
  Arbitrary<List<Step>> scripts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.of("a", "b", "c", "", "", ""),
            Arbitraries.of("SELECT 1", "SELECT 2", "SELECT 3", ""),
            Arbitraries.frequency(Tuple.of(30, false), Tuple.of(1, true)))
        .as(Step::new)
        .list()
        .ofMaxSize(25);
  }

  /** In the end all have the same, and a pin that nobody took away is there. */
  @Property(tries = 60)
  void machinesAgreeInTheEnd(@ForAll("scripts") List<Step> steps) throws Exception {
    Path place = Files.createTempDirectory("nl-exchange");
    Copy pinsThere = new Copy();
    Machine[] machines = new Machine[3];
    for (int i = 0; i < 3; i++) {
      machines[i] = new Machine(place.resolve("m" + i), pinsThere, new Copy());
    }
    machines[0].pin("kept", "SELECT 0", 1);
    long second = 1;
    for (Step step : steps) {
      Machine machine = machines[step.machine()];
      if (step.loses()) {
        pinsThere.lose();
      } else if (step.question().isEmpty()) {
        machine.exchange.run();
      } else if (step.sql().isEmpty()) {
        machine.unpin(step.question());
      } else {
        machine.pin(step.question(), step.sql(), second++);
      }
    }
    for (int round = 0; round < 2; round++) {
      exchange(machines);
    }
    String version = pinsThere.version();
    exchange(machines);
    assertEquals(version, pinsThere.version());
    assertFalse(version.isEmpty());
    assertEquals("SELECT 0", machines[2].sql("kept"));
    assertEquals(machines[0].pins(), machines[1].pins());
    assertEquals(machines[0].pins(), machines[2].pins());
  }
}
