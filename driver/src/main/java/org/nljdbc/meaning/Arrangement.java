package org.nljdbc.meaning;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nljdbc.meaning.Piece.Kind;

/** Puts what was read into one order, where English has several for the same. */
final class Arrangement {

  private static final Piece SILENT = new Piece(Kind.FILLER, "each");

  /** Beginnings of sentences that a verb may follow: which students take every course. */
  private static final Set<String> BEFORE_VERB = Set.of("which", "what");

  private final List<Piece> pieces;

  private Arrangement(List<Piece> read) {
    this.pieces = new ArrayList<>(read);
  }

  /** What a question says, in an order that its wording does not change. */
  static List<String> of(List<Piece> read) {
    Arrangement arrangement = new Arrangement(read);
    arrangement.putGroupLast();
    arrangement.silenceEachAndAll();
    arrangement.putOwnersFirst();
    return arrangement.words();
  }

  /** For each city, count the shops: the shops of each city are counted. */
  private void putGroupLast() {
    int first = 0;
    while (first < pieces.size() && (kind(first) == Kind.FILLER || kind(first) == Kind.OF)) {
      first++;
    }
    int comma = 0;
    while (comma < pieces.size() && kind(comma) != Kind.AND) {
      comma++;
    }
    if (comma < pieces.size() && pieces.get(first).isSign(Sayings.EACH)) {
      List<Piece> group = new ArrayList<>(pieces.subList(0, comma));
      pieces.subList(0, comma + 1).clear();
      pieces.addAll(group);
    }
  }

  private Kind kind(int i) {
    return pieces.get(i).kind();
  }

  /**
   * The name of each city is that of all cities, and that of cities; but not where something is
   * worked out or picked for each, nor after a verb: who takes every course takes more than some.
   */
  private void silenceEachAndAll() {
    boolean picks = picks();
    for (int i = 0; i < pieces.size() && isListed(i); i++) {
      Piece piece = pieces.get(i);
      if (piece.isSign(Sayings.ALL) || piece.isSign(Sayings.EACH) && !picks) {
        pieces.set(i, SILENT);
      }
    }
  }

  private boolean picks() {
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      String next = i + 1 < pieces.size() ? pieces.get(i + 1).text() : "";
      if (piece.isNumber()
          || Sayings.AGGREGATES.contains(piece.text())
          || WordForm.picks(piece.text(), next)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a piece may stand before any verb, in what a question lists. */
  private boolean isListed(int i) {
    Piece piece = pieces.get(i);
    return switch (piece.kind()) {
      case OF, AND -> true;
      case TERM -> isName(i) && !piece.text().endsWith("ing");
      case FILLER -> isWithinName(i) || i == 0 && !BEFORE_VERB.contains(piece.text());
      case SIGN ->
          Sayings.AGGREGATES.contains(piece.text())
              || piece.isSign(Sayings.DISTINCT)
              || piece.isSign(Sayings.EACH)
              || piece.isSign(Sayings.ALL);
      case WORD, LITERAL, STOP -> false;
    };
  }

  /** The name of a city is the city's name, and the city name. */
  private void putOwnersFirst() {
    for (int of = pieces.size() - 1; of >= 0; of--) {
      if (kind(of) != Kind.OF) {
        continue;
      }
      int owned = of;
      while (owned > 0 && belongsToList(owned - 1)) {
        owned--;
      }
      int owner = of + 1;
      while (owner < pieces.size() && (isWithinName(owner) || pieces.get(owner).equals(SILENT))) {
        owner++;
      }
      int end = owner;
      while (end < pieces.size() && isName(end)) {
        end++;
      }
      List<Piece> turned = new ArrayList<>(pieces.subList(owner, end));
      if (end > owner) {
        turned.addAll(pieces.subList(owned, of));
        pieces.subList(owned, end).clear();
        pieces.addAll(owned, turned);
        of = owned;
      } else {
        pieces.remove(of);
      }
    }
  }

  private boolean isName(int i) {
    return kind(i) == Kind.TERM && !WordForm.endsName(pieces.get(i).text());
  }

  private boolean belongsToList(int i) {
    return isName(i)
        || kind(i) == Kind.AND
        || isWithinName(i)
        || pieces.get(i).isSign(Sayings.DISTINCT);
  }

  private boolean isWithinName(int i) {
    Piece piece = pieces.get(i);
    return piece.isArticle() || piece.is(Kind.FILLER) && piece.text().equals(Piece.POSSESSIVE);
  }

  private List<String> words() {
    List<Piece> said =
        pieces.stream()
            .filter(piece -> !piece.is(Kind.FILLER) && !piece.is(Kind.STOP) && !piece.is(Kind.OF))
            .toList();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      if (said.get(i).is(Kind.AND)) {
        boolean joins =
            !words.isEmpty()
                && !words.get(words.size() - 1).equals(Sayings.AND)
                && i + 1 < said.size()
                && !isOrder(said.get(i + 1).text());
        if (joins) {
          words.add(Sayings.AND);
        }
      } else {
        words.add(said.get(i).text());
      }
    }
    if (!words.isEmpty() && words.get(words.size() - 1).equals(Sayings.AND)) {
      words.remove(words.size() - 1);
    }
    orderOnce(words);
    if (words.contains("or") && !words.contains(Sayings.NOT) && !words.contains(Sayings.WITHOUT)) {
      words.remove("either");
    }
    return words;
  }

  private static boolean isOrder(String sign) {
    return sign.equals(Sayings.ORDER)
        || sign.equals(Sayings.ALPHABETICAL)
        || sign.equals(Sayings.ASCENDING)
        || sign.equals(Sayings.DESCENDING);
  }

  /** Ascending is what an order is; descending stands where the one order begins. */
  private static void orderOnce(List<String> words) {
    int order = words.indexOf(Sayings.ORDER);
    int descending = words.indexOf(Sayings.DESCENDING);
    if (descending < 0 && (order >= 0 || words.contains(Sayings.ALPHABETICAL))) {
      words.remove(Sayings.ASCENDING);
    }
    boolean one =
        order >= 0
            && descending > order
            && order == words.lastIndexOf(Sayings.ORDER)
            && !words.subList(order, descending).contains(Sayings.AND);
    if (one) {
      words.remove(descending);
      words.add(order + 1, Sayings.DESCENDING);
    }
  }
}
