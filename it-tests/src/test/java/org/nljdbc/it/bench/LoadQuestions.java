package org.nljdbc.it.bench;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Questions about the shop of the suites. */
final class LoadQuestions {

  /** Asked again and again. */
  static final Map<String, String> KNOWN =
      Map.of(
          "How many customers are there?", "SELECT COUNT(*) FROM customers",
          "Which products are discontinued?", "SELECT name FROM products WHERE discontinued",
          "List the names of all departments.", "SELECT name FROM departments ORDER BY name",
          "How many orders has each status?",
              "SELECT status, COUNT(*) FROM orders GROUP BY status ORDER BY status");

  private static final List<String> MEASURES =
      List.of(
          "average salary of the employees",
          "highest price of the products",
          "number of customers",
          "total amount of the payments",
          "number of orders",
          "lowest stock of the products",
          "average credit limit of the customers",
          "total quantity of the order items");
  private static final List<String> VERBS =
      List.of("What is the", "Show the", "Give me the", "Tell me the", "I need the", "Compute the");
  private static final List<String> ENDS =
      List.of(
          "?",
          " in total?",
          " overall?",
          " of the whole company?",
          " as one number?",
          " for all years?",
          " without any filter?",
          " right now?");

  private final List<String> fresh = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger turn = new AtomicInteger();
  private final List<String> known = List.copyOf(KNOWN.keySet());

  LoadQuestions() {
    for (String verb : VERBS) {
      for (String measure : MEASURES) {
        for (String end : ENDS) {
          fresh.add(verb + " " + measure + end);
        }
      }
    }
    Collections.shuffle(fresh, new Random(20261127));
  }

  /** The body of a request with a question that has been asked before. */
  String known() {
    return body(known.get(Math.floorMod(turn.getAndIncrement(), known.size())));
  }

  /** The body of a request with a question that nobody has asked. */
  String fresh() {
    int number = next.getAndIncrement();
    String question = fresh.get(number % fresh.size());
    return body(number < fresh.size() ? question : question + " Round " + number / fresh.size());
  }

  static String body(String question) {
    JsonObject json = new JsonObject();
    json.addProperty("question", question);
    return json.toString();
  }
}
