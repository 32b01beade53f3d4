package org.nljdbc.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.nljdbc.runtime.hub.HubEnvironment;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;

/**
 * A program that ends while its model reads ahead without a break. Arguments: the model, a folder
 * for caches, milliseconds to go on, and "exit" or "return".
 */
final class ExitGuest {

  private ExitGuest() {}

  public static void main(String[] arguments) throws Exception {
    LocalModelProvider provider =
        new LocalModelProvider(Path.of(arguments[1]), HubEnvironment::ofProcess);
    LanguageModel model =
        provider.open(new ModelOptions(arguments[0], "none", "cpu", 1, 0), Progress.NONE);
    CountDownLatch reading = new CountDownLatch(3);
    Thread ahead =
        new Thread(
            () -> {
              try {
                for (int i = 0; ; i++) {
                  String text = "table " + i + " has columns; ";
                  Prompt.Message schema = new Prompt.Message(Prompt.Role.SYSTEM, text.repeat(20));
                  model.prepare(new Prompt(List.of(schema), ""), false, Cancellation.NEVER);
                  reading.countDown();
                }
              } catch (LanguageModelException e) {
                System.out.println(e.getMessage());
              }
            });
    ahead.setDaemon(true);
    ahead.start();
    reading.await();
    Thread.sleep(Long.parseLong(arguments[2]));
    System.out.println("ends");
    if (arguments[3].equals("exit")) {
      System.exit(7);
    }
  }
}
