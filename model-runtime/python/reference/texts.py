"""Texts that tokenizers are compared on: languages, SQL, code, whitespace, control characters, special tokens."""

LANGUAGES = [
    "How many customers ordered more than three times last year?", "Show me the top 5 products by revenue.",
    "What's the average salary? I'd like it by department; they've asked, we'll see, you're right, I'm sure.",
    "WHAT'S THE TOTAL? THEY'LL KNOW. IT'D BE 'RE 'VE", "It’s a ‘curly’ “quote” – and a dash — done…",
    "Wie viele Kunden wohnen in Köln oder München?", "Größte Umsätze nach Straße, bitte übersichtlich.",
    "Quels clients français ont commandé à Noël dernier ?", "L'élève a reçu où ça coûte très cher, n'est-ce pas ?",
    "¿Cuántos pedidos hizo la señora Muñoz el año pasado?", "¡Atención! Sólo los diez últimos años.",
    "Quanti ordini ha fatto perché è così più caro?", "Qual é o preço médio das ações em São Paulo, João?",
    "Hoeveel klanten zijn er in 's-Hertogenbosch?", "Hur många kunder bor i Malmö, Ängelholm och Åre?",
    "Hvor mange kunder bor på Færøerne eller i Tromsø?", "Kuinka monta asiakasta äänesti Jyväskylässä?",
    "Ilu klientów mieszka w Łodzi? Zażółć gęślą jaźń.", "Kolik zákazníků žije v Plzni? Příliš žluťoučký kůň.",
    "Hány ügyfél él Győrben? Árvíztűrő tükörfúrógép.", "Câți clienți locuiesc în București și Iași?",
    "İstanbul'da kaç müşteri var? Iğdır, Şanlıurfa.", "Kiek klientų gyvena Šiauliuose? Ąžuolų gatvė.",
    "Cik klientu dzīvo Rīgā, Ķekavā vai Jūrmalā?", "Hversu margir búa á Íslandi? Þórður, Æsir, ðe.",
    "Сколько клиентов живёт в Санкт-Петербурге?", "Скільки клієнтів мешкає в Києві, Ґанок, їжа?",
    "Колко клиенти има в София през 2023 г.?", "Колико купаца живи у Београду? Љубав, Џеп, Ђак.",
    "Πόσοι πελάτες ζουν στην Αθήνα; Ευχαριστώ πολύ!", "ἀρχὴ ἥμισυ παντός", "Có bao nhiêu khách hàng ở Hà Nội?",
    "2023年の東京の売上はいくらですか?", "北京有多少客户?请按地区统计。", "서울에 고객이 몇 명 있습니까?",
    "كم عدد العملاء في القاهرة؟", "כמה לקוחות יש בתל אביב?", "दिल्ली में कितने ग्राहक हैं?", "มีลูกค้ากี่คนในกรุงเทพ",
    "ქართული ანბანი", "Հայերեն", "አማርኛ", "ᚠᚢᚦᚨᚱᚲ", "ﬁne ligature ﬀ ﬃ",
]  # fmt: skip

SQL = [
    "SELECT * FROM customers;", "select count(*) from orders where total > 100.50",
    "SELECT c.name, SUM(o.total) AS revenue FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.name ORDER BY revenue DESC LIMIT 5",
    "SELECT T1.first_name, T1.last_name FROM employees AS T1 WHERE T1.hire_date >= '2020-01-01'",
    "CREATE TABLE \"order items\" (\n  id INTEGER PRIMARY KEY,\n  qty NUMERIC(10,2) NOT NULL DEFAULT 0\n);",
    "INSERT INTO t(a,b) VALUES (1,'it''s'),(2,NULL);", "UPDATE t SET x=x+1 WHERE y<>z AND NOT (a OR b)",
    "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM t WHERE n<100) SELECT sum(n) FROM t",
    "SELECT `weird name` FROM [bracketed].[table] WHERE \"q\" LIKE '%_\\%'", "-- a comment\n/* another\n one */ SELECT 1",
    "SELECT CASE WHEN x IS NULL THEN 'none' ELSE upper(trim(x)) END FROM t", "EXTRACT(YEAR FROM ts)::int % 4 = 0",
    "SELECT strftime('%Y-%m', created_at), round(avg(price), 2) FROM sales GROUP BY 1 HAVING count(*) >= 10",
    "SELECT a || ' ' || b, a <=> b, a->>'$.k', :named, ?, $1, @v, #tmp FROM DUAL", "NL: top 5 customers by revenue in 2023",
    "ALTER TABLE emp ADD CONSTRAINT fk_emp_dept FOREIGN KEY (dept_id) REFERENCES dept (id) ON DELETE CASCADE",
    "customer_id order_date unitPrice TotalAmount CUSTOMER_NAME tbl_usr_acct2 _x __y__ a_b_c", "dbo.Orders.OrderID = 10248",
]  # fmt: skip

CODE = [
    "public static void main(String[] args) { System.out.println(\"x\"); }", "def f(x):\n    return x**2  # square\n",
    "for (int i = 0; i < n; ++i) {\n\tsum += a[i];\n}", "<div class=\"a\">&nbsp;</div>", "{\"key\": [1, 2.5e-3, null, true]}",
    "https://example.org/path?q=1&r=%20#frag", "user.name+tag@example.co.uk", "C:\\Users\\x\\file.txt", "a=b==c!=d<=e>=f=>g->h::i",
    "```sql\nSELECT 1\n```", "$$ x_1^2 $$", "#!/bin/sh\necho \"$HOME\" | sed 's/a/b/g'", "()[]{}<>;:,.!?@#$%^&*-_=+|\\/~`'\"", "....... ------ ====== ******",
]  # fmt: skip

NUMBERS = [
    "0", "7", "42", "123", "1234567890", "3.14159", "1,234,567.89", "1e10", "-5", "+49 (0)30 123456", "2023-12-31T23:59:59.999Z",
    "½ ² ³ ¼ Ⅷ ①", "٣ ٤ ५", "0x1F 0b101", "12th 1st 2nd", "v1.2.3-rc4", "50% of €1.000,00 or £5 or $3 or ¥100",
]  # fmt: skip

SPACES = [
    "", " ", "  ", "   ", "        ", " " * 17, " " * 100, "\t", "\t\t", "\t\t\t\t\t", "\n", "\n\n", "\n\n\n\n\n", "\r", "\r\n", "\r\n\r\n", " \n", "\n ",
    " \n \n ", "a\n", "a \n", "a  \n  b", "a\n\n  b", "a   b", "   a", "a   ", "  a  b  ", "a\tb", "a \t b", "\t a", "a\r\nb", "x \r\n\t y", "\u00a0", "a\u00a0b", "a\u2003b",
    "\u3000x", "a\u200bb", "\ufeffbom", "a\u2028b\u2029c", "x\u0085y", "\x0b\x0c", "end.\n\n", "end. \n\n\n  next", "!\n", "!!\n\n?", " !\n x",
]  # fmt: skip

CONTROL = [
    "\x00", "a\x00b", "\x01\x02\x03", "\x1b[31mred\x1b[0m", "\x7f", "\x80\x9f", "\u200e\u200f", "\u202eabc\u202c", "\ufffd", "\ufffe", "\U0010ffff", "\ue000", "\u0301",
    "e\u0301", "é", "A\u030a", "Å", "o\u0302\u0323", "\u1ed9", "\u03a9", "\u2126", "\ufb03", "\uac00", "\u1100\u1161", "q\u0307\u0323", "q\u0323\u0307", "\u0958", "a\u0300\u0301\u0302b",
]  # fmt: skip

EMOJI = [
    "🙂", "👍🏽", "👩‍👩‍👧‍👦", "🇩🇪🇫🇷", "❤️ x ❤", "🏳️‍🌈", "ok👌ok", " 🎉 done 🎉", "😀😀😀", "∑∫√∞≠≤≥", "→ ← ↔ ⇒", "✓ ✗ ★", "𝒳 𝕏 𝟘", "𠜎𠜱", "♠♣♥♦", "©®™ §¶†‡•", "abc𝐝𝐞𝐟", "¹²³⁴",
]  # fmt: skip

SPECIAL = [
    "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|im_start|>system\nYou are helpful.<|im_end|>\n", "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n",
    "a<|im_end|>b", "a <|im_end|> b", "<|im_end|><|im_end|>", "<|im_end", "<|im_end|", "|im_end|>", "<| im_end |>", "<|IM_END|>", "<|unknown|>", "<tool_call>", "</tool_call>",
    "x<tool_call>{\"name\": 1}</tool_call>y", "<tool_call", "<|fim_prefix|>SELECT <|fim_suffix|> FROM t<|fim_middle|>", "[PAD151665]", "<s></s><unk>", "<|endoftext|>e\u0301<|endoftext|>",
]  # fmt: skip

LONG = [
    "a" * 300, "ab" * 150, "x_" * 80, "ß" * 60, "的" * 40, "SELECT " * 40, "customer_order_line_item_" * 12, "()" * 50, "é" * 33 + "e\u0301" * 33,
    "Donaudampfschifffahrtsgesellschaftskapitän", "supercalifragilisticexpialidocious", "antidisestablishmentarianism " * 5, "q\u0323" * 20,
]  # fmt: skip


def all_texts() -> list[str]:
    """Every text, each once, in a fixed order."""
    return list(dict.fromkeys(LANGUAGES + SQL + CODE + NUMBERS + SPACES + CONTROL + EMOJI + SPECIAL + LONG))
