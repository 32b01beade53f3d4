package org.nljdbc.samples.demo.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Departments, stores and employees. */
final class Staff {

  /**
   * A store.
   *
   * @param id its key
   * @param country key of its country, or 0 for the web shop
   * @param opened its first day
   * @param sellers who sells there; none in the web shop
   */
  record Store(int id, int country, LocalDate opened, List<Seller> sellers) {}

  /**
   * Somebody who sells.
   *
   * @param id key of the employee
   * @param hired first day at work
   */
  record Seller(int id, LocalDate hired) {}

  private static final Pattern JOB = Pattern.compile("(.+?) = (\\d+) (\\d+) (\\d+)");
  private static final LocalDate FOUNDED = LocalDate.of(2012, 4, 1);
  private static final LocalDate LAST_HIRED = LocalDate.of(2025, 9, 1);

  private final Dice dice = new Dice("staff");
  private final Names names = new Names();
  private final Weighted<Geography.Country> homes;
  private final List<Object[]> departmentRows = new ArrayList<>();
  private final List<Object[]> storeRows = new ArrayList<>();
  private final List<Object[]> employeeRows = new ArrayList<>();
  private final List<Store> stores = new ArrayList<>();

  Staff(Geography geography) {
    this.homes = Weighted.by(geography.countries(), Geography.Country::share);
    int head = 0;
    for (List<String> line : Lists.read("staff.txt")) {
      int department = departmentRows.size() + 1;
      departmentRows.add(new Object[] {department, line.get(0), Double.parseDouble(line.get(1))});
      head = hireDepartment(department, line.get(2));
    }
    // The last department is the retail one: its head leads the managers of the stores.
    for (List<String> line : Lists.read("stores.txt")) {
      open(line, departmentRows.size(), head, geography);
    }
  }

  private int hireDepartment(int department, String jobs) {
    int head = 0;
    for (String job : Lists.fields(jobs, ";")) {
      Matcher matcher = JOB.matcher(job);
      if (!matcher.matches()) {
        throw new IllegalStateException("staff.txt: a job should not read " + job);
      }
      for (int i = Integer.parseInt(matcher.group(2)); i > 0; i--) {
        // The first of all is the managing director, with nobody above.
        Integer manager = head != 0 ? Integer.valueOf(head) : employeeRows.isEmpty() ? null : 1;
        int salary = salary(Integer.parseInt(matcher.group(3)), Integer.parseInt(matcher.group(4)));
        LocalDate since = head == 0 ? FOUNDED.plusYears(2) : LAST_HIRED;
        int id =
            hire(
                homes.draw(dice).names(),
                matcher.group(1),
                department,
                null,
                manager,
                employeeRows.isEmpty() ? FOUNDED : dice.day(FOUNDED, since),
                salary);
        head = head == 0 ? id : head;
      }
    }
    return head;
  }

  private void open(List<String> line, int department, int director, Geography geography) {
    int id = stores.size() + 1;
    String city = line.get(0);
    LocalDate opened = LocalDate.parse(line.get(2));
    if (city.isEmpty()) {
      storeRows.add(new Object[] {id, "Web Shop", null, null, opened.toString(), null});
      stores.add(new Store(id, 0, opened, List.of()));
      return;
    }
    Geography.Country country = geography.country(line.get(1));
    int area = Integer.parseInt(line.get(3));
    storeRows.add(new Object[] {id, city + " Store", city, country.id(), opened.toString(), area});
    LocalDate before = opened.minusDays(30);
    int manager =
        hire(
            country.names(),
            "Store Manager",
            department,
            id,
            director,
            before,
            salary(47000, 60000));
    List<Seller> sellers = new ArrayList<>();
    int count = Integer.parseInt(line.get(4));
    for (int i = 0; i < count; i++) {
      // Two from the first day, the others as they were needed.
      LocalDate hired = i < 2 ? before : dice.day(opened, LAST_HIRED);
      int pay = salary(28000, 37000);
      int seller = hire(country.names(), "Sales Assistant", department, id, manager, hired, pay);
      sellers.add(new Seller(seller, hired));
    }
    stores.add(new Store(id, country.id(), opened, List.copyOf(sellers)));
  }

  private int salary(int low, int high) {
    return dice.between(low / 100, high / 100) * 100;
  }

  private int hire(
      String group,
      String title,
      int department,
      @Nullable Integer store,
      @Nullable Integer manager,
      LocalDate hired,
      int salary) {
    int id = employeeRows.size() + 1;
    Names.Person person = names.person(group, dice);
    employeeRows.add(
        new Object[] {
          id,
          person.first(),
          person.last(),
          title,
          department,
          store,
          manager,
          hired.toString(),
          (double) salary
        });
    return id;
  }

  /** All stores, the web shop first. */
  List<Store> stores() {
    return List.copyOf(stores);
  }

  /** The rows of {@code departments}. */
  List<Object[]> departmentRows() {
    return departmentRows;
  }

  /** The rows of {@code stores}. */
  List<Object[]> storeRows() {
    return storeRows;
  }

  /** The rows of {@code employees}. */
  List<Object[]> employeeRows() {
    return employeeRows;
  }
}
