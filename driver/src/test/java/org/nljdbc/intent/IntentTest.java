package org.nljdbc.intent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;

class IntentTest {

  private static final Schema SHOP = IntentSchemas.shop();

  private static void isData(String question, Schema schema) {
    assertEquals(new Intent.AboutData(), Intent.of(question, schema), question);
  }

  /** What a question wants, in one line. */
  private static String told(String question, Schema schema) {
    Intent intent = Intent.of(question, schema);
    if (intent instanceof Intent.AboutSchema about) {
      SchemaRequest request = about.request();
      if (request instanceof SchemaRequest.Tables tables) {
        return tables.viewsOnly() ? "views" : "tables";
      }
      if (request instanceof SchemaRequest.Columns columns) {
        return "columns of " + columns.table().name();
      }
      if (request instanceof SchemaRequest.ColumnCount count) {
        return "column count of " + count.table().name();
      }
      if (request instanceof SchemaRequest.PrimaryKey key) {
        return "primary key of " + key.table().name();
      }
      if (request instanceof SchemaRequest.ForeignKeys keys) {
        return "foreign keys of " + keys.table().name();
      }
      if (request instanceof SchemaRequest.Relation relation) {
        return "relation of " + relation.from().name() + " and " + relation.to().name();
      }
      if (request instanceof SchemaRequest.References references) {
        return "references to " + references.table().name();
      }
      if (request instanceof SchemaRequest.Find find) {
        return "find " + String.join(" ", find.words());
      }
      if (request instanceof SchemaRequest.Place) {
        return "place";
      }
      return request instanceof SchemaRequest.TableCount ? "table count" : "all foreign keys";
    }
    return intent.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          what tables are there?              | tables
          What tables are there               | tables
          which tables exist in this database | tables
          which tables do you have?           | tables
          Which tables does the database have | tables
          what are the tables                 | tables
          list tables                         | tables
          list all tables                     | tables
          Show the tables.                    | tables
          show me all of the tables           | tables
          please list the tables              | tables
          can you show me the tables?         | tables
          list the names of all tables        | tables
          show the schema                     | tables
          describe the database schema        | tables
          what is the schema                  | tables
          tables                              | tables
          what views are there                | views
          list all views                      | views
          how many tables are there?          | table count
          how many tables do you have         | table count
          how many tables does this database have | table count
          what information do we have about customers? | columns of CUSTOMERS
          what columns does customers have?   | columns of CUSTOMERS
          what columns does the customers table have | columns of CUSTOMERS
          Which columns are in order_items    | columns of ORDER_ITEMS
          which columns are there in the table orders | columns of ORDERS
          what are the columns of order items | columns of ORDER_ITEMS
          what fields does customer have      | columns of CUSTOMERS
          columns of customers                | columns of CUSTOMERS
          show me the columns of the orders table | columns of ORDERS
          list columns of products            | columns of PRODUCTS
          describe customers                  | columns of CUSTOMERS
          describe table "ORDER_ITEMS"        | columns of ORDER_ITEMS
          describe the orders table           | columns of ORDERS
          desc big_orders                     | columns of BIG_ORDERS
          show the structure of products      | columns of PRODUCTS
          how many columns does orders have   | column count of ORDERS
          what is the primary key of orders?  | primary key of ORDERS
          primary key of the table products   | primary key of PRODUCTS
          which columns are the primary key of order_items | primary key of ORDER_ITEMS
          foreign keys of orders              | foreign keys of ORDERS
          what foreign keys does order items have | foreign keys of ORDER_ITEMS
          list all foreign keys               | all foreign keys
          how are the tables related?         | all foreign keys
          which tables reference customers    | references to CUSTOMERS
          what tables are linked to orders    | references to ORDERS
          where would I find the placed on    | find placedon
          where can I find the city?          | find city
          where is the price stored           | find price
          which table has the city?           | find city
          which tables contain customer_id?   | find customerid
          in which table is the quantity      | find quantity
          which column holds the total        | find total
          where do I find the customer id in this database | find customerid
          what is in this database?           | tables
          what data is in the database        | tables
          what can I ask about?               | tables
          what schemas are there              | place
          describe public.orders              | columns of ORDERS
          what does the column status mean?   | find status
          what type is orders.total           | find orderstotal
          what is the data type of the price  | find price
          how are customers and orders related? | relation of CUSTOMERS and ORDERS
          how is orders joined with products  | relation of ORDERS and PRODUCTS
          how can I join customers and products | relation of CUSTOMERS and PRODUCTS
          what is the relationship between the orders and the customers table | relation of ORDERS and CUSTOMERS
          """)
  void theSchemaIsAskedAbout(String question, String request) {
    assertEquals(request, told(question, SHOP));
    assertTrue(Intent.mayBeAboutSchema(question));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          delete all orders                            | delete
          Delete all orders!                           | delete
          please delete the customer with id 5         | delete
          can you delete all cancelled orders?         | delete
          DELETE FROM customers WHERE id = 5           | delete
          delete from order_items                      | delete
          delete every order placed before 2020        | delete
          delete order 17                              | delete
          delete orders where the total is 0           | delete
          delete all rows from orders                  | delete
          delete everything                            | delete
          delete all rows                              | delete
          delete the table orders                      | delete
          drop table orders                            | drop
          drop table if exists products                | drop
          drop the customers table                     | drop
          drop all tables                              | drop
          drop orders                                  | drop
          drop the column price from products          | drop
          insert into customers values (1, 'Ann')      | insert
          insert a new customer named Bob              | insert
          insert three rows into orders                | insert
          insert Bob into customers                    | insert
          add a new customer called Bob                | add
          update products set price = 5                | update
          update all orders                            | update
          update the price of product 5 to 10          | update
          update the status of all orders to shipped   | update
          update the customers table                   | update
          update the price of all products by 10 percent | update
          truncate orders                              | truncate
          truncate the table order items               | truncate
          alter table orders add column note text      | alter
          alter the orders table                       | alter
          alter orders add a column                    | alter
          create table visitors (id int)               | create
          create a new table called visitors           | create
          create an index on orders                    | create
          create a new customer named Bob              | create
          grant select on orders to bob                | grant
          grant bob access to orders                   | grant
          grant all privileges on orders to bob        | grant
          revoke select on orders from bob             | revoke
          rename the table orders to purchases         | rename
          rename orders to purchases                   | rename
          rename column price of products to cost      | rename
          """)
  void aWriteIsTold(String question, String verb) {
    assertEquals(new Intent.Write(verb), Intent.of(question, SHOP), question);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "Hi there!",
        "good morning",
        "hello, how are you?",
        "how are you today?",
        "thanks",
        "Thank you very much!",
        "ok, thank you",
        "bye",
        "tell me a joke",
        "Please tell me a funny story.",
        "what is the weather today?",
        "what's the weather like tomorrow",
        "how is the weather",
        "will it rain tomorrow?",
        "who are you?",
        "what can you do",
        "help",
        "do you love me",
        "???",
        "...",
        "?! \u2026",
        "\uD83D\uDE00"
      })
  void nothingCanBeLookedUp(String question) {
    assertInstanceOf(Intent.Unanswerable.class, Intent.of(question, SHOP), question);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          describe hr.absences               | hr.absences
          what columns does hr.absences have | hr.absences
          columns of sales.orders            | sales.orders
          what tables are in the hr schema   | hr.*
          list all tables of schema hr       | hr.*
          """)
  void anotherSchemaIsOutOfSight(String question, String name) {
    assertEquals(new Intent.OutOfSight(name), Intent.of(question, SHOP));
    assertEquals("tables", told("what tables are in the public schema", SHOP));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "how many customers are there",
        "customers",
        "5",
        "update dates of all orders",
        "update frequency by product",
        "updates per customer",
        "drop-off points",
        "drop rates by product",
        "drop off in orders per month",
        "show deleted orders",
        "deleted orders",
        "created orders last week",
        "create dates of all orders",
        "create a list of customers",
        "create a report of orders by customer",
        "create a table of customers and their orders",
        "create a table showing customers with orders",
        "create a view of customers per city",
        "create table customers",
        "insert counts per table",
        "grant amounts by department",
        "grants given to customers",
        "alter egos of customers",
        "rename history of products",
        "rename name to customer",
        "truncate the total of orders to two decimals",
        "truncate prices to whole numbers",
        "delete flags of orders",
        "delete the spaces from customer names",
        "delete all orders and show the rest",
        "delete orders?",
        "delete all orders?",
        "update me on orders",
        "update the total by customer",
        "insert orders per day",
        "delete",
        "drop",
        "remove duplicates from the list of customers",
        "all orders that were deleted",
        "which orders should I delete",
        "how do I delete all orders",
        "list all columns of customers",
        "show all columns from orders",
        "return all columns of the orders placed in 2012",
        "list all information in the customers table",
        "describe the customers",
        "describe customers from Rome",
        "what columns are there",
        "what columns does the invoice have",
        "which tables are the largest",
        "which tables have more than 10 rows",
        "what tables are free tonight",
        "list the tables and their columns",
        "show the views per customer",
        "how many tables are reserved",
        "how many columns are there",
        "how many columns and rows does orders have",
        "how are customers and orders related to revenue",
        "how are customers related",
        "where are the orders",
        "where is the customer with id 5",
        "where can I find customers in Rome",
        "where can I find customers",
        "where are the products stored",
        "which tables have more orders",
        "which customers have the name Bob",
        "how are customers and customers related",
        "how are sales and returns related",
        "what is the relationship between price and quantity",
        "what is the key of customer 5",
        "what is the primary key",
        "foreign keys of invoices",
        "hello, how many customers are there?",
        "hi customers",
        "thank you for the orders",
        "customers who said thank you",
        "what is the weather in the city of each customer",
        "tell me a joke about orders",
        "tell me the total",
        "help desk orders",
        "who are the customers",
        "who are you selling to",
        "what are your products",
        "what can you tell me about orders",
        "what time is it"
      })
  void whatIsInDoubtIsAboutData(String question) {
    isData(question, SHOP);
  }

  @Test
  void wordsOfTheSchemaCount() {
    Schema restaurant = IntentSchemas.plain("tables id seats", "reservations id table_id");
    isData("what tables are there", restaurant);
    isData("how many tables are there?", restaurant);
    isData("list all tables", restaurant);
    assertEquals("columns of reservations", told("columns of reservations", restaurant));

    Schema furniture = IntentSchemas.plain("products id name dining_table_size");
    isData("how many tables are there", furniture);
    isData("show the tables", furniture);

    Schema magazine = IntentSchemas.plain("articles id field views columns api_key");
    isData("what columns are in articles", magazine);
    isData("columns of articles", magazine);
    isData("what fields does articles have", magazine);
    isData("what views are there", magazine);
    assertEquals("tables", told("what tables are there", magazine));
    assertEquals("primary key of articles", told("primary key of articles", magazine));
    isData("primary key of articles", IntentSchemas.plain("articles id primary_key"));

    Schema family = IntentSchemas.plain("employees id", "dependents id relationship");
    isData("how are employees and dependents related", family);

    isData("tell me a joke", IntentSchemas.plain("jokes id text"));
    isData("what is the weather today", IntentSchemas.plain("weather day"));
    isData("what is the weather today", IntentSchemas.plain("readings day temperature"));
    isData("will it rain tomorrow", IntentSchemas.plain("readings day rainfall"));
    isData("hello", IntentSchemas.plain("songs hello"));
  }

  /** A column such as last_update makes a noun of a verb, unless an article follows. */
  @Test
  void aVerbOfTheSchemaMustBeClear() {
    Schema films = IntentSchemas.plain("films id title last_update deleted_at create_date", "g id");
    isData("update films", films);
    isData("delete films", films);
    isData("create a film", films);
    assertEquals(new Intent.Write("update"), Intent.of("update all films", films));
    assertEquals(new Intent.Write("delete"), Intent.of("delete the films from 2020", films));
    assertEquals(new Intent.Write("delete"), Intent.of("delete from films", films));
    isData("grant all on films", IntentSchemas.plain("films id", "grants id"));
  }

  @Test
  void aNameThatCouldBeTwoTablesIsInDoubt() {
    Schema twice = IntentSchemas.plain("order_item id", "OrderItems id", "pet id", "pets id");
    assertEquals("columns of order_item", told("columns of order item", twice));
    assertEquals("columns of pets", told("columns of pets", twice));
    isData("columns of petshop", twice);
    isData("columns of item", IntentSchemas.plain("item_s id", "items id"));
  }

  @Test
  void namesOfSeveralWordsAreFound() {
    Schema schema = IntentSchemas.plain("Ref_Document_Types code", "Addresses id", "tv_show id");
    assertEquals("columns of Ref_Document_Types", told("columns of ref document type", schema));
    assertEquals("columns of Ref_Document_Types", told("describe RefDocumentTypes", schema));
    assertEquals("columns of Addresses", told("columns of the address table", schema));
    assertEquals("tables", told("show the tables", schema));
    assertEquals("columns of tv_show", told("show the columns of tv show", schema));
  }

  @Test
  void aLongTextIsAboutData() {
    isData("delete all orders where " + "the total is 5 or ".repeat(50) + "x", SHOP);
    isData("x".repeat(4000), SHOP);
    isData("delete ".repeat(500), SHOP);
    isData("?".repeat(200_000) + "x", SHOP);
    isData("insert " + "into ".repeat(58), SHOP);
    assertFalse(Intent.mayBeAboutSchema("tables ".repeat(50)));
    assertFalse(Intent.mayBeAboutSchema("how many customers are there"));
  }

  private static Schema in(Dialect dialect, String catalog, String name, String... tables) {
    Schema plain = IntentSchemas.plain(tables);
    return Schema.of(
        dialect,
        "a database",
        plain.rules(),
        catalog.isEmpty() ? null : catalog,
        name.isEmpty() ? null : name,
        plain.tables());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          list all tables in schema "public"            | tables
          list all tables in schema 'Public'            | tables
          list all tables in the public schema          | tables
          what tables are in the current schema         | tables
          what tables are in the database schema        | tables
          what tables are in the whole database schema  | tables
          list all tables in schema "sales"             | OutOfSight[name=sales.*]
          what tables are in the orders schema          | OutOfSight[name=orders.*]
          what tables are in schema total               | OutOfSight[name=total.*]
          """)
  void aSchemaIsNamedInItsOwnWords(String question, String told) {
    assertEquals(told, told(question, SHOP), question);
  }

  @Test
  void aSchemaMayBeNamedAsPartsOfItsTables() {
    Schema sales = in(Dialect.POSTGRESQL, "", "sales", "sales_orders ID", "orders ID TOTAL");
    assertEquals("tables", told("what tables are in the sales schema", sales));
    assertEquals("columns of sales_orders", told("describe sales_orders", sales));
    assertEquals("columns of orders", told("describe sales.orders", sales));
    assertEquals("columns of orders", told("describe sales.order", sales));
    assertEquals("columns of sales_orders", told("describe sales.sales_orders", sales));
  }

  @Test
  void aTableIsQualifiedAsItsDatabaseDoes() {
    Schema shop = in(Dialect.MARIADB, "shop", "", "orders ID TOTAL");
    assertEquals("columns of orders", told("describe shop.orders", shop));
    assertEquals("OutOfSight[name=other.orders]", told("describe other.orders", shop));
    Schema lite = in(Dialect.SQLITE, "", "", "orders ID TOTAL");
    assertEquals("columns of orders", told("describe main.orders", lite));
    Schema full = in(Dialect.POSTGRESQL, "db", "public", "orders ID TOTAL");
    assertEquals("columns of orders", told("describe public.order", full));
    isData("describe public.nothing", full);
  }
}
