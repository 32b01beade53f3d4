"""The prompts on which the Java runtime is compared with transformers, as whole texts with ChatML."""

SYSTEM = "You translate questions into SQLite queries. Answer with one query and nothing else."
SHOP = """\
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT, country TEXT);
CREATE TABLE products (id INTEGER PRIMARY KEY, title TEXT, category TEXT, price REAL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id), order_date TEXT, status TEXT);
CREATE TABLE order_items (order_id INTEGER REFERENCES orders(id), product_id INTEGER REFERENCES products(id), quantity INTEGER);"""
CLINIC = """\
CREATE TABLE doctors (doctor_id INT PRIMARY KEY, last_name VARCHAR(40), speciality VARCHAR(30));
CREATE TABLE patients (patient_id INT PRIMARY KEY, full_name VARCHAR(80), birth_date DATE, insured BOOLEAN);
CREATE TABLE visits (visit_id INT PRIMARY KEY, patient_id INT, doctor_id INT, visited_on DATE, cost DECIMAL(8,2));"""


def chat(schema: str, question: str) -> str:
    """One prompt: instructions, schema, question, and the beginning of the model's turn."""
    return (
        f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n{schema}\n\n-- {question}<|im_end|>\n<|im_start|>assistant\n"
    )


def prompts() -> dict[str, str]:
    """Name to prompt: short and long, in and beyond the kept vocabulary, plain text and code."""
    return {
        "two-tokens": "SELECT name",
        "plain-text": "The capital of France is",
        "code": "def fibonacci(n):\n    if n < 2:\n        return n\n    return",
        "top-customers": chat(SHOP, "top 5 customers by revenue in 2023"),
        "count": chat(SHOP, "How many orders does each country have?"),
        "german": chat(SHOP, "Welche Produkte wurden noch nie bestellt?"),
        "polish": chat(SHOP, "Ilu klientów mieszka w Łodzi?"),
        "chinese": chat(SHOP, "每个城市有多少客户?"),
        "clinic": chat(CLINIC, "Which doctors saw more than ten different patients in March 2024?"),
        "long": chat("\n".join([SHOP, CLINIC] * 4), "What is the average cost of a visit by speciality?"),
    }
