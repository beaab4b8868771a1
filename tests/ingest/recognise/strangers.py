"""Small sheets in words that no list here has: what they hold, and which of their columns say the main things."""

from collections.abc import Callable
from dataclasses import dataclass

Row = Callable[[int], list[object]]


@dataclass(frozen=True)
class Stranger:
    """A sheet of `rows` rows; `columns` is canonical column, as `table.column`, -> the header that should fill it."""

    name: str
    header: str
    row: Row
    columns: dict[str, str]
    rows: int = 40
    without: tuple[str, ...] = ()

    def lines(self) -> list[list[str]]:
        """The rows as texts."""
        return [[str(cell) for cell in self.row(number)] for number in range(self.rows)]


def _day(number: int) -> str:
    return f"2024-{number % 9 + 1:02}-{number % 27 + 1:02}"


def _money(number: int) -> str:
    return f"{20 + number * 1.5:.2f}"


def _who(number: int) -> str:
    return f"k{number % 15}"


def _pick(number: int, *words: str) -> str:
    return words[number % len(words)]


def _purchase(name: str, header: str) -> Stranger:
    who, when, much = header.split(",")
    return Stranger(
        name,
        header,
        lambda i: [_who(i), _day(i), _money(i)],
        {"orders.buyer_ref": who, "orders.ordered_at": when, "orders.paid_amount|order_amount": much},
    )


STRANGERS = (
    _purchase("a till of a cafe", "client number,day of sale,takings"),
    _purchase("a German guest house", "Gast-Nr,Tag des Kaufs,Bon-Wert"),
    _purchase("a restaurant in Chengdu", "食客编号,到访日期,账单数额"),
    _purchase("a French bookshop", "n° acheteur,jour d'achat,montant encaissé"),
    _purchase("a Spanish market", "comprador id,día de compra,gasto"),
    _purchase("an Indonesian stall", "id pelanggan,tanggal transaksi,nilai belanja"),
    _purchase("a Japanese inn", "お得意様番号,ご利用日,ご利用額"),
    _purchase("a wallet", "wallet_owner_id,settled_on,cash_in"),
    _purchase("a household panel", "hh_id,trans_dt,basket_dollars"),
    _purchase("a Portuguese bakery", "id do comprador,data da venda,valor gasto"),
    _purchase("a Taiwanese shop", "會員代號,交易日,實收"),
    _purchase("a school", "学员号,缴费时间,学费"),
    _purchase("a subscription", "acct_key,charge_date,charge_usd"),
    _purchase("a game", "player_id,purchase_dt,price_paid_eur"),
    Stranger(
        "phones of guests",
        "mobile of guest,visit day,bill value",
        lambda i: [f"139{10000000 + i % 15}", _day(i), _money(i)],
        {
            "orders.phone": "mobile of guest",
            "orders.ordered_at": "visit day",
            "orders.paid_amount|order_amount": "bill value",
        },
    ),
    Stranger(
        "net and gross of a wholesaler",
        "Document,Doc date,Debtor no,Gross turnover,Net turnover",
        lambda i: [f"D{i:05}", _day(i), _who(i), f"{119 + i}.00", f"{100 + i}.00"],
        {"orders.paid_amount|order_amount": "Net turnover", "orders.ordered_at": "Doc date"},
    ),
    Stranger(
        "Brutto and Netto",
        "Belegnr,Belegdatum,Kundennr,Bruttobetrag,Nettobetrag",
        lambda i: [f"D{i:05}", _day(i), _who(i), f"{119 + i}.00", f"{100 + i}.00"],
        {"orders.paid_amount|order_amount": "Nettobetrag", "orders.buyer_ref": "Kundennr"},
    ),
    Stranger(
        "receipts without people",
        "receipt ref,sold at,till total",
        lambda i: [f"R-{i:06}", _day(i), _money(i)],
        {
            "orders.order_id": "receipt ref",
            "orders.ordered_at": "sold at",
            "orders.paid_amount|order_amount": "till total",
        },
    ),
    Stranger(
        "lines of baskets",
        "basket no,purchase date,shopper no,article,pieces,price each",
        lambda i: [f"B{i // 2:05}", _day(i // 2), _who(i // 2), _pick(i, "tea", "mug"), i % 3 + 1, "2.50"],
        {"orders.buyer_ref": "shopper no", "order_items.product_name": "article", "order_items.quantity": "pieces"},
    ),
    Stranger(
        "what shoppers took, without prices",
        "shopper number,shopping day,article bought",
        lambda i: [_who(i), _day(i), _pick(i, "tea", "mug", "jam")],
        {"orders.buyer_ref": "shopper number", "order_items.product_name": "article bought"},
    ),
    Stranger(
        "orders of Canada",
        "order_no,order_date,client_no,state,total",
        lambda i: [f"N{i:06}", _day(i), _who(i), _pick(i, "ON", "BC", "QC", "AB"), _money(i)],
        {"orders.province": "state", "orders.order_id": "order_no"},
        without=("orders.status",),
    ),
    Stranger(
        "orders of Germany",
        "order_no,order_date,client_no,state,total",
        lambda i: [f"N{i:06}", _day(i), _who(i), _pick(i, "Bayern", "Hessen", "Berlin"), _money(i)],
        {"orders.province": "state"},
        without=("orders.status",),
    ),
    Stranger(
        "a state of the order under a strange name",
        "order_no,order_date,client_no,situation of order,total",
        lambda i: [f"N{i:06}", _day(i), _who(i), _pick(i, "completed", "cancelled", "shipped"), _money(i)],
        {"orders.status": "situation of order"},
    ),
    Stranger(
        "a discount that is a share",
        "order_no,order_date,client_no,discount,total",
        lambda i: [f"N{i:06}", _day(i), _who(i), _pick(i, "0.2", "0", "0.15"), _money(i)],
        {"orders.order_amount|paid_amount": "total"},
        without=("orders.discount",),
    ),
    Stranger(
        "two states of an order",
        "order_no,order_date,client_no,order state,payment state,total",
        lambda i: [f"N{i:06}", _day(i), _who(i), _pick(i, "done", "shipped"), _pick(i, "paid", "unpaid"), _money(i)],
        {"orders.status": "order state", "orders.payment_status": "payment state"},
    ),
    Stranger(
        "orders with the buyer's own purchase order numbers",
        "order_no,order_date,client_no,PO no,total",
        lambda i: [f"N{i:06}", _day(i), _who(i), f"PO-{i}", _money(i)],
        {"orders.order_id": "order_no", "orders.buyer_ref": "client_no"},
    ),
    Stranger(
        "whether it was paid",
        "订货号,客户号,订货日期,货款总额,付清",
        lambda i: [f"N{i:06}", _who(i), _day(i), _money(i), _pick(i, "是", "否")],
        {"orders.ordered_at": "订货日期", "orders.buyer_ref": "客户号", "orders.paid_flag": "付清"},
    ),
    Stranger(
        "credit notes among invoices",
        "doc no,doc date,doc kind,client no,doc total",
        lambda i: [f"N{i:06}", _day(i), _pick(i, "Invoice", "Invoice", "Credit Note"), _who(i), _money(i)],
        {"orders.document_type": "doc kind", "orders.buyer_ref": "client no"},
    ),
    Stranger(
        "clients and what is known of them",
        "client_key,age_band,loves_tea,shoe_size,area_name",
        lambda i: [f"c{i}", _pick(i, "18-29", "30-44"), _pick(i, "yes", "no"), 36 + i % 9, _pick(i, "N", "S")],
        {"customers.source_customer_id": "client_key"},
    ),
    Stranger(
        "names and streets of Germany",
        "Vorname,Familienname,E-Mail,Straße,PLZ",
        lambda i: [f"Anna{i}", f"Maier{i}", f"a{i % 25}@beispiel.de", "Weg 1", "10115"],
        {"customers.email": "E-Mail", "customers.name": "Vorname+Familienname"},
    ),
    Stranger(
        "loyalty cards",
        "loyalty_card_no,churned,arpu,months_active",
        lambda i: [f"L{i:05}", _pick(i, "0", "1"), _money(i), i % 24],
        {"customers.member_no": "loyalty_card_no"},
    ),
    Stranger(
        "a newsletter with everyone twice",
        "given name,last name,mail address,town",
        lambda i: [f"A{i}", f"B{i}", f"p{i // 2}@example.com", "York"],
        {"customers.email": "mail address", "customers.name": "given name+last name"},
    ),
    Stranger(
        "figures about subscribers",
        "subscriber_no,last_seen_days,purchases_cnt,spend_total",
        lambda i: [f"s{i}", i % 90, i % 7, _money(i)],
        {"customers.source_customer_id|member_no": "subscriber_no"},
    ),
    Stranger(
        "members of a club",
        "会员码,活跃度,流失标记,生命周期价值",
        lambda i: [f"H{i:04}", i % 10, i % 2, _money(i)],
        {"customers.member_no|source_customer_id": "会员码"},
    ),
    Stranger(
        "what visitors did",
        "visitor_id,what_happened,happened_at",
        lambda i: [_who(i), _pick(i, "view", "cart", "buy"), f"{_day(i)} 10:00:00"],
        {
            "events.customer_ref|anonymous_id": "visitor_id",
            "events.event": "what_happened",
            "events.occurred_at": "happened_at",
        },
    ),
    Stranger(
        "what players did",
        "玩家ID,动作名称,动作时间",
        lambda i: [_who(i), _pick(i, "登录", "开箱"), f"{_day(i)} 10:00:00"],
        {"events.customer_ref|anonymous_id": "玩家ID", "events.event": "动作名称"},
    ),
    Stranger(
        "what devices saw",
        "device_uuid,event_label,event_ts,screen",
        lambda i: [f"d-{i % 9}", _pick(i, "open", "tap"), f"{_day(i)}T10:00:00", _pick(i, "home", "shop")],
        {"events.event": "event_label", "events.occurred_at": "event_ts"},
    ),
    Stranger(
        "answers in codes",
        "CaseID,V1,V2,V3,V4",
        lambda i: [1000 + i, i % 5 + 1, i % 3 + 1, (i + 1) % 5 + 1, i % 2 + 1],
        {"survey_responses.response_id": "CaseID", "answers": "V1|V2|V3|V4"},
    ),
    Stranger(
        "answers with a weight",
        "resp_id,q1,q2a,q2b,wt",
        lambda i: [f"r{i}", i % 5 + 1, i % 3, i % 2, "1.05"],
        {"survey_responses.response_id": "resp_id", "answers": "q1|q2a|q2b"},
    ),
    Stranger(
        "a German survey",
        "Teilnehmer,Wie zufrieden sind Sie?,Würden Sie uns empfehlen?,Alter",
        lambda i: [i, _pick(i, "sehr", "wenig"), _pick(i, "ja", "nein"), 20 + i],
        {"answers": "Wie zufrieden sind Sie?|Würden Sie uns empfehlen?|Alter"},
    ),
    Stranger(
        "a Chinese survey",
        "受访者,您多久来一次,您会推荐给朋友吗,性别,年龄段",
        lambda i: [i, _pick(i, "每周", "每月"), _pick(i, "会", "不会"), _pick(i, "男", "女"), "18-25"],
        {"answers": "您多久来一次|您会推荐给朋友吗|性别|年龄段"},
    ),
    Stranger(
        "a survey of passengers",
        "participant,How often do you travel?,Do you recline your seat?,Household income",
        lambda i: [i, _pick(i, "Often", "Never"), _pick(i, "Yes", "No"), "$50,000 - $99,999"],
        {"answers": "How often do you travel?|Do you recline your seat?|Household income"},
    ),
    Stranger(
        "options ticked side by side",
        "respnum,Q5_1,Q5_2,Q5_3,Q6",
        lambda i: [i, _pick(i, "Tea", ""), _pick(i, "", "Milk"), "Water", _pick(i, "Yes", "No")],
        {"answers": "Q5_1|Q5_2|Q5_3|Q6"},
    ),
    Stranger(
        "tweets with a feeling",
        "tweet,feeling",
        lambda i: [f"I waited for {i} hours and nobody came", _pick(i, "neg", "pos")],
        {"feedback.text": "tweet"},
    ),
    Stranger(
        "opinions and stars",
        "stars,opinion,posted",
        lambda i: [i % 5 + 1, f"The tea number {i} was very good", _day(i)],
        {"feedback.text": "opinion", "feedback.rating": "stars"},
    ),
    Stranger(
        "sentences of guests",
        "情感极性,语句",
        lambda i: [i % 2, f"房间很干净，第{i}次来住，服务也好"],
        {"feedback.text": "语句"},
    ),
    Stranger(
        "French voices",
        "produit,avis client,note",
        lambda i: [_pick(i, "thé", "tasse"), f"Livraison rapide, très content {i}", i % 5 + 1],
        {"feedback.text": "avis client"},
    ),
    Stranger(
        "amounts with their sign",
        "order_no,order_date,client_no,total",
        lambda i: [f"N{i:06}", _day(i), _who(i), f"€{_money(i)}"],
        {"orders.order_amount|paid_amount": "total"},
    ),
)
