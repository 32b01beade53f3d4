package org.nljdbc.runtime.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.nljdbc.memory.StateFolder;
import org.nljdbc.runtime.CacheFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what this machine can run, and what to fix. */
@Command(
    name = "doctor",
    description = "Says what this machine can run, where a URL's model would be, and what to fix.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:Nothing fails.", "1:Something fails.", "2:The command line is not valid."})
final class Doctor implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--quick", description = "Does not load the embedded model to see it run.")
  private boolean quick;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), true);
    ModelCheck models =
        new ModelCheck(
            Doctor.class.getClassLoader(), Terminal.isThere() ? bar : (task, fraction) -> {});
    List<Finding> all = new ArrayList<>();
    tell(out, MachineCheck.all(), all);
    tell(out, FolderCheck.all(StateFolder.ofUser(), CacheFolder.ofUser()), all);
    tell(out, models.all(!quick), all);
    tell(out, new PlacementCheck(database).all(), all);
    long failed = count(all, Finding.Level.FAIL);
    out.println();
    out.println(
        failed == 0
            ? "Nothing fails; " + count(all, Finding.Level.WARN) + " to look at."
            : failed + " to fix.");
    out.flush();
    return failed == 0 ? 0 : 1;
  }

  private static long count(List<Finding> all, Finding.Level level) {
    return all.stream().filter(each -> each.level() == level).count();
  }

  private static void tell(PrintWriter out, List<Finding> found, List<Finding> all) {
    found.forEach(each -> out.println(each.text()));
    out.flush();
    all.addAll(found);
  }
}
