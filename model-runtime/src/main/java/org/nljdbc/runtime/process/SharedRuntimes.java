package org.nljdbc.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.ProcessLock;
import org.nljdbc.runtime.hub.HubId;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the runtime that this user's programs share, or starts it. */
final class SharedRuntimes {

  private static final Logger LOG = LoggerFactory.getLogger(SharedRuntimes.class);
  private static final long POLL_MILLIS = 20;

  /** Held by the thread that looks for a runtime and starts it. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private static final long MOST_LOG_BYTES = 4L << 20;

  /** How long one may take that is about to end, or that somebody started who is gone since. */
  private static final Duration CHANGING = Duration.ofMinutes(10);

  private final RuntimeFiles files;
  private final ModelOptions options;
  private final ModelOptions.Shared shared;
  private final Avoidance avoidance;
  private final AtomicBoolean started = new AtomicBoolean();

  /**
   * Describes a runtime.
   *
   * @param folder where runtimes have their files
   * @param options its model; runs in a shared runtime
   */
  SharedRuntimes(Path folder, ModelOptions options, ModelOptions.Shared shared) {
    this.options = options;
    this.shared = shared;
    this.files = new RuntimeFiles(folder, RuntimeKey.of(RuntimeKey.build(), options));
    this.avoidance = new Avoidance(files.avoidance(), Clock.systemUTC());
  }

  /**
   * Says that this program has the model open, where nobody has named the place: so nobody waits
   * for another load after a pause that the model in the program would have outlasted.
   *
   * @return the mark; null where the runtime's time is somebody's choice, or it cannot be set
   */
  @Nullable UserMark mark() {
    if (!shared.optional()) {
      return null;
    }
    try {
      files.makeFolder();
      return UserMark.set(files);
    } catch (IOException e) {
      LOG.debug("the runtime is not told that its model is open here", e);
      return null;
    }
  }

  /** Tells once that a process was started which nobody has asked for by name. */
  List<String> takeStartedUnnamed() {
    return started.getAndSet(false) && shared.optional()
        ? List.of(
            "A process was started for the model, which your programs share and which ends when none"
                + " has had it open for "
                + shared.idleSeconds()
                + " seconds: 'nl stop' ends it now, and nl.runtime=embedded"
                + " keeps the model in this program.")
        : List.of();
  }

  /**
   * What speaks against this runtime where nobody has named it.
   *
   * @param surroundings the machine
   * @return the end of a sentence that begins with "since"; empty if nothing does
   */
  String objection(Surroundings surroundings) {
    String objection = surroundings.objection();
    if (!objection.isEmpty()) {
      return objection;
    }
    if (mayHaveToBeFetched(options.model())) {
      return options.model() + " may have to be downloaded, which is told and ended here only";
    }
    Path folder = LaunchPlan.changingFolder();
    if (folder != null && shared.home().isEmpty() && !surroundings.isNamed()) {
      return "its classes are in the folder "
          + folder
          + ", where a build changes them under a process that runs (nl.runtime=process starts it"
          + " all the same)";
    }
    if (!files.isWritable()) {
      return "the folder " + files.folder() + " cannot be written";
    }
    try {
      RuntimeEntry there = files.entry();
      if (there != null && files.isRunning()) {
        return there.isHere() ? "" : elsewhere();
      }
      LaunchPlan.command(shared.home());
      String before = avoidance.told();
      return before.isEmpty() ? surroundings.objectionToStart() : before;
    } catch (LanguageModelException e) {
      return String.valueOf(e.getMessage());
    } catch (IOException e) {
      return "the files in " + files.folder() + " cannot be read: " + e.getMessage();
    }
  }

  private String elsewhere() {
    return "the folder "
        + files.folder()
        + " is shared with another machine or container, where the runtime is that has its lock"
        + " (XDG_STATE_HOME names another folder)";
  }

  /** An entry, unless its port is one of another machine. */
  private RuntimeEntry here(RuntimeEntry entry) throws LanguageModelException {
    if (!entry.isHere()) {
      throw new LanguageModelException(
          Kind.FAILED, "the shared runtime cannot be reached, since " + elsewhere());
    }
    return entry;
  }

  /** Whether a model has the name of a hub's, and is no file. */
  private static boolean mayHaveToBeFetched(String model) {
    return HubId.parse(model) != null && !Files.exists(Path.of(model));
  }

  /** Remembers that the runtime could not be had, where nobody has named it. */
  void avoid(LanguageModelException failure) {
    if (!shared.optional()) {
      return;
    }
    switch (failure.kind()) {
      case UNREACHABLE, OVERLOADED, FAILED, OUT_OF_MEMORY -> {
        try {
          avoidance.remember(String.valueOf(failure.getMessage()));
        } catch (IOException e) {
          LOG.debug("the failure cannot be remembered", e);
        }
      }
      default -> LOG.trace("no fault of the runtime", failure);
    }
  }

  RuntimeFiles files() {
    return files;
  }

  /**
   * Finds a runtime, or starts one and waits until its model is loaded.
   *
   * @param failed one that did not answer, or null
   * @param progress told what is waited for
   * @return how it is reached; another one than {@code failed}
   * @throws LanguageModelException UNREACHABLE if the one that failed lives nevertheless; else why
   *     it could not be started
   */
  RuntimeEntry findOrStart(@Nullable RuntimeEntry failed, Progress progress)
      throws LanguageModelException {
    try {
      files.makeFolder();
      RuntimeEntry there = files.entry();
      if (there != null && !there.equals(failed) && files.isRunning()) {
        return here(there);
      }
      String task = "starting the shared runtime of " + options.model();
      try (ProcessLock lock =
          ProcessLock.take(ONE_AT_A_TIME, files.startLock(), () -> progress.at(task, 0))) {
        LOG.trace("holding {}", lock);
        RuntimeEntry meanwhile = running(failed);
        if (meanwhile != null) {
          return meanwhile;
        }
        progress.at(task, 0);
        RuntimeEntry started = start();
        progress.at(task, 1);
        return started;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LanguageModelException(
          Kind.CANCELLED, "The thread was interrupted while the runtime was starting.", e);
    } catch (IOException e) {
      throw new LanguageModelException(
          Kind.FAILED,
          "the shared runtime cannot be started, since "
              + files.folder()
              + " cannot be read or written: "
              + e.getMessage()
              + "; make it writable, or use nl.runtime=embedded",
          e);
    }
  }

  /**
   * Whether a runtime is gone, or has said by taking its entry away that it is about to go.
   *
   * @param entry the runtime
   */
  boolean hasEnded(RuntimeEntry entry) {
    try {
      return !entry.equals(files.entry()) || !files.isRunning();
    } catch (IOException e) {
      LOG.debug("the runtime's files cannot be read", e);
      return false;
    }
  }

  /** The runtime that lives, when it takes questions; null as soon as none lives. */
  private @Nullable RuntimeEntry running(@Nullable RuntimeEntry failed)
      throws IOException, InterruptedException, LanguageModelException {
    long end = System.nanoTime() + CHANGING.toNanos();
    while (files.isRunning()) {
      RuntimeEntry entry = files.entry();
      if (entry != null && !entry.equals(failed)) {
        return here(entry);
      }
      if (entry != null || System.nanoTime() > end) {
        throw new LanguageModelException(
            Kind.UNREACHABLE,
            "The shared runtime "
                + (entry == null ? "" : "(process " + entry.pid() + ") ")
                + "is running but does not answer. End it by 'nl stop'; its log is "
                + files.log());
      }
      Thread.sleep(POLL_MILLIS);
    }
    return null;
  }

  private RuntimeEntry start() throws IOException, InterruptedException, LanguageModelException {
    Files.deleteIfExists(files.entryFile());
    Files.deleteIfExists(files.failure());
    turnLog();
    List<String> command = new ArrayList<>(LaunchPlan.command(shared.home()));
    command.addAll(arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(files.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
    builder.environment().keySet().removeIf(name -> !HandedVariables.include(name));
    Process process = builder.start();
    process.getOutputStream().close();
    LOG.info(
        "started the shared runtime of {} as process {}; 'nl stop' ends it, and nl.runtime=embedded"
            + " keeps the model in this program",
        options.model(),
        process.pid());
    RuntimeEntry entry = await(process);
    avoidance.forget();
    started.set(true);
    return entry;
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("shared-runtime");
    arguments.add("--folder=" + files.folder());
    arguments.add("--key=" + files.key());
    arguments.add("--idle=" + shared.idleSeconds());
    arguments.add("--set=nl.model=" + options.model());
    arguments.add("--set=nl.adapter=" + options.adapter());
    arguments.add("--set=nl.device=" + options.device());
    arguments.add("--set=nl.threads=" + options.threads());
    arguments.add("--set=nl.contextTokens=" + options.contextTokens());
    return arguments;
  }

  /** Keeps the last log and the one before. */
  private void turnLog() throws IOException {
    Path log = files.log();
    if (Files.exists(log) && Files.size(log) > MOST_LOG_BYTES) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Waits as long as it lives: a model may have to be downloaded first. */
  private RuntimeEntry await(Process process)
      throws IOException, InterruptedException, LanguageModelException {
    while (true) {
      RuntimeEntry entry = files.entry();
      if (entry != null) {
        return entry;
      }
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        LanguageModelException told = StartFailure.read(files.failure());
        throw told != null
            ? told
            : new LanguageModelException(
                Kind.FAILED,
                "the shared runtime ended with code "
                    + process.exitValue()
                    + " before it could answer; its log is "
                    + files.log());
      }
    }
  }
}
