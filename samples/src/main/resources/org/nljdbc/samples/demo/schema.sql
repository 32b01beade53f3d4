-- A retailer of outdoor equipment: shops in thirteen countries and one on the web, 2021 to 2025.
-- Amounts are in euros, dates are text in the form YYYY-MM-DD.
PRAGMA foreign_keys = ON;

CREATE TABLE regions (
  region_id INTEGER PRIMARY KEY,
  name VARCHAR(40) NOT NULL UNIQUE
);

CREATE TABLE countries (
  country_id INTEGER PRIMARY KEY,
  code CHAR(2) NOT NULL UNIQUE, -- ISO 3166
  name VARCHAR(40) NOT NULL UNIQUE,
  region_id INTEGER NOT NULL REFERENCES regions (region_id)
);

CREATE TABLE departments (
  department_id INTEGER PRIMARY KEY,
  name VARCHAR(40) NOT NULL UNIQUE,
  yearly_budget DECIMAL(12, 2) NOT NULL
);

CREATE TABLE stores (
  store_id INTEGER PRIMARY KEY,
  name VARCHAR(60) NOT NULL,
  city VARCHAR(60), -- empty for the web shop
  country_id INTEGER REFERENCES countries (country_id), -- empty for the web shop
  opened_on DATE NOT NULL,
  floor_area INTEGER -- square metres; empty for the web shop
);

CREATE TABLE employees (
  employee_id INTEGER PRIMARY KEY,
  first_name VARCHAR(40) NOT NULL,
  last_name VARCHAR(40) NOT NULL,
  job_title VARCHAR(60) NOT NULL,
  department_id INTEGER NOT NULL REFERENCES departments (department_id),
  store_id INTEGER REFERENCES stores (store_id), -- empty for the head office
  manager_id INTEGER REFERENCES employees (employee_id), -- empty for the managing director
  hired_on DATE NOT NULL,
  salary DECIMAL(10, 2) NOT NULL -- yearly
);

CREATE TABLE suppliers (
  supplier_id INTEGER PRIMARY KEY,
  name VARCHAR(80) NOT NULL,
  country_id INTEGER NOT NULL REFERENCES countries (country_id),
  contact_email VARCHAR(120),
  rating DECIMAL(2, 1) -- 1 to 5; empty if never audited
);

CREATE TABLE categories (
  category_id INTEGER PRIMARY KEY,
  name VARCHAR(40) NOT NULL UNIQUE
);

CREATE TABLE products (
  product_id INTEGER PRIMARY KEY,
  name VARCHAR(80) NOT NULL UNIQUE,
  category_id INTEGER NOT NULL REFERENCES categories (category_id),
  supplier_id INTEGER NOT NULL REFERENCES suppliers (supplier_id),
  price DECIMAL(8, 2) NOT NULL, -- today's
  cost DECIMAL(8, 2) NOT NULL, -- what the supplier is paid
  weight_grams INTEGER,
  units_in_stock INTEGER NOT NULL,
  launched_on DATE NOT NULL,
  discontinued BOOLEAN NOT NULL -- 1 if no longer sold
);

CREATE TABLE customers (
  customer_id INTEGER PRIMARY KEY,
  name VARCHAR(80) NOT NULL,
  segment VARCHAR(20) NOT NULL, -- Consumer, Business or Club
  email VARCHAR(120),
  phone VARCHAR(30),
  city VARCHAR(60) NOT NULL,
  country_id INTEGER NOT NULL REFERENCES countries (country_id),
  birth_year INTEGER, -- people only, and not all of them
  registered_on DATE NOT NULL,
  newsletter BOOLEAN NOT NULL -- 1 if subscribed
);

CREATE TABLE orders (
  order_id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (customer_id),
  store_id INTEGER NOT NULL REFERENCES stores (store_id),
  employee_id INTEGER REFERENCES employees (employee_id), -- who sold it; empty for the web shop
  order_date DATE NOT NULL,
  status VARCHAR(20) NOT NULL, -- Completed, Shipped, Processing, Cancelled or Returned
  total_amount DECIMAL(10, 2) NOT NULL -- sum of its items
);

CREATE TABLE order_items (
  order_id INTEGER NOT NULL REFERENCES orders (order_id),
  line_number INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES products (product_id),
  quantity INTEGER NOT NULL,
  unit_price DECIMAL(8, 2) NOT NULL, -- at the time of the order, after discount
  PRIMARY KEY (order_id, line_number)
);

CREATE TABLE payments (
  payment_id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (order_id),
  paid_on DATE NOT NULL,
  method VARCHAR(20) NOT NULL, -- Card, PayPal, Bank transfer, Cash or Gift card
  amount DECIMAL(10, 2) NOT NULL -- negative for money paid back
);

CREATE TABLE shipments (
  shipment_id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (order_id),
  carrier VARCHAR(40) NOT NULL,
  shipped_on DATE NOT NULL,
  delivered_on DATE, -- empty while under way, or lost
  shipping_cost DECIMAL(6, 2) NOT NULL
);

CREATE TABLE reviews (
  review_id INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES products (product_id),
  customer_id INTEGER NOT NULL REFERENCES customers (customer_id),
  rating INTEGER NOT NULL, -- 1 to 5 stars
  comment VARCHAR(400),
  reviewed_on DATE NOT NULL
);

CREATE INDEX orders_by_customer ON orders (customer_id);
CREATE INDEX orders_by_date ON orders (order_date);
CREATE INDEX items_by_product ON order_items (product_id);
CREATE INDEX payments_by_order ON payments (order_id);
CREATE INDEX shipments_by_order ON shipments (order_id);
CREATE INDEX reviews_by_product ON reviews (product_id);
