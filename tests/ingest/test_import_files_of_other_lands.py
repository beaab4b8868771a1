"""Exports in languages, layouts and words that no list here was written for."""

import datetime as dt
import json
from pathlib import Path

import pytest

from insight.ingest import Answers, Draft, examine
from insight.ingest.asking import command
from insight.ingest.clean.decided import Decided
from insight.ingest.clean.opinions import document_meaning
from insight.ingest.recognise.names.words import shared_status_words, status_of
from tests.ingest.tried_out import headers, money, rows, states, told, tried
from tests.uploads import write

DAYS = ("2025-03-14", "2025-03-15", "2025-03-16", "2025-03-17")


def known(folder: Path, text: str, name: str = "k.csv") -> Draft:
    """What is understood of a file before a cell of it is cleaned."""
    (draft,) = examine(write(folder, name, text))
    assert draft.mapping is not None, draft.refusal
    return draft


def guesses(draft: Draft) -> dict[str, str]:
    return {each.what: each.value for each in draft.assumptions}


def four(header: str, *cells: str) -> str:
    """Rows of four days of K1, K2, K3, K1 in words of no usual list, with further cells."""
    lines = [f"{day},K{n % 3 + 1},{10 * (n + 1)}.50" for n, day in enumerate(DAYS)]
    return rows(header, *(f"{line},{cell}" for line, cell in zip(lines, cells, strict=False)))


@pytest.mark.parametrize(
    ("header", "words", "expected"),
    [
        (
            "Ngày,Mã khách,Thành tiền,Tình trạng",
            ("Giao hàng thành công", "Đã hủy", "Đã hoàn tiền", "Chờ thanh toán"),
            ["completed", "closed", "refunded", "unpaid"],
        ),
        (
            "Data,Klient,Kwota,Status wysyłki",
            ("Wysłane", "Anulowane", "Zwrócone", "Nieopłacone"),
            ["shipped", "closed", "refunded", "unpaid"],
        ),
        (
            "Дата,Покупатель,Сумма,Статус заказа",
            ("Доставлен", "Отменён", "Возвращён", "Не оплачен"),
            ["completed", "closed", "refunded", "unpaid"],
        ),
        (
            "Tarih,Müşteri,Tutar,Durum",
            ("Teslim Edildi", "İptal Edildi", "İade Edildi", "Ödeme Bekleniyor"),
            ["completed", "closed", "refunded", "unpaid"],
        ),
        (
            "วันที่,ลูกค้า,ยอดชำระ,สถานะ",
            ("สำเร็จแล้ว", "ยกเลิกแล้ว", "คืนเงินแล้ว", "รอชำระเงิน"),
            ["completed", "closed", "refunded", "unpaid"],
        ),
        (
            "تاريخ,العميل,المبلغ,الحالة",
            ("تم التوصيل", "ملغي", "مسترد", "بانتظار الدفع"),
            ["completed", "closed", "refunded", "unpaid"],
        ),
    ],
    ids=["Vietnamese", "Polish", "Russian", "Turkish", "Thai", "Arabic"],
)
def test_states_are_heard_where_only_a_stem_or_the_words_tell_them(
    tmp_path: Path, header: str, words: tuple[str, ...], expected: list[str]
) -> None:
    draft = known(tmp_path, four(header, *words))
    assert headers(draft, "orders", "status") == [header.rpartition(",")[2]]
    assert guesses(draft)["state"] == header.rpartition(",")[2]
    assert [status_of(word, shared_status_words()) for word in words] == expected


def test_two_columns_of_states_are_both_heard(tmp_path: Path) -> None:
    header = "Data,Klient,Kwota,Status płatności,Status wysyłki"
    draft = known(tmp_path, four(header, "Opłacone,Wysłane", "Nieopłacone,Nowe", "Opłacone,Anulowane"))
    assert headers(draft, "orders", "status") == ["Status płatności"]
    assert headers(draft, "orders", "payment_status") == ["Status wysyłki"]
    assert states(draft)[1:] == ["unpaid", "closed"]
    (first, second) = [each for each in draft.assumptions if each.what == "state"]
    assert first.alternatives == ("Status wysyłki", "no")
    without = draft.with_assumed([("state", "no")])
    assert states(without) == [None, None, None]
    assert second.value == "Status wysyłki"


def test_a_state_in_words_that_nobody_knows_is_said(tmp_path: Path) -> None:
    draft = known(tmp_path, four("Datum,Klant,Bedrag,Trạng thái", "foo", "bar", "foo", "bar"))
    assert (headers(draft, "orders", "status"), guesses(draft)["state"]) == ([], "no")
    chosen = draft.with_assumed([("state", "Trạng thái")])
    assert headers(chosen, "orders", "status") == ["Trạng thái"]


def test_a_level_of_membership_is_no_state(tmp_path: Path) -> None:
    draft = known(tmp_path, four("Datum,Klant,Bedrag,Niveau", "Goud", "Zilver", "Goud", "Brons"))
    assert headers(draft, "orders", "status") == []
    assert "state" not in guesses(draft)


@pytest.mark.parametrize(
    ("words", "meanings"),
    [
        (("SALE", "RETURN", "VOID", "SALE"), ["sale", "credit", "no_order", "sale"]),
        (("売上", "返品", "値引", "売上"), ["sale", "credit", "credit", "sale"]),
        (("Fattura", "Nota di credito", "Fattura", "Storno"), ["sale", "credit", "sale", "credit"]),
        (("매출", "반품", "매출", "매출"), ["sale", "credit", "sale", "sale"]),
        (("Faktura", "Kreditnota", "Faktura", "Faktura"), ["sale", "credit", "sale", "sale"]),
    ],
)
def test_sales_and_returns_are_told_by_their_words_under_any_header(
    tmp_path: Path, words: tuple[str, ...], meanings: list[str]
) -> None:
    draft = known(tmp_path, four("Datum,Klant,Bedrag,Soort", *words))
    assert draft.table is not None
    assert draft.mapping is not None
    assert headers(draft, "orders", "document_type") == ["Soort"]
    assert [document_meaning(word, Decided(draft.table, draft.mapping)) for word in words] == meanings


def test_what_a_till_took_back_before_it_was_sold_is_no_order(tmp_path: Path) -> None:
    draft, trial = tried(tmp_path, four("Datum,Klant,Bedrag,Soort", "SALE", "RETURN", "VOID", "SALE"))
    assert states(draft)[2] == "closed"
    assert [told(trial, what)[0] for what in ("document", "credit_note")] == ["VOID", "RETURN"]


def test_a_column_of_nothing_but_currencies_is_the_currency_of_each_row(tmp_path: Path) -> None:
    _draft, trial = tried(tmp_path, four("Datum,Klant,Bedrag,Cur", "US$", "HK$", "S$", "EUR"))
    assert {code: float(net) for code, net in trial.figures.money.items()} == {
        "USD": 10.5,
        "HKD": 20.5,
        "SGD": 30.5,
        "EUR": 40.5,
    }
    draft = known(tmp_path, four("Datum,Klant,Bedrag,Land", "US", "HK", "SG", "EU"))
    assert headers(draft, "orders", "currency") == []


def test_a_number_of_each_row_s_own_is_that_of_the_order(tmp_path: Path) -> None:
    draft = known(tmp_path, four("Tanggal,Pembeli,Total,Nomor Invoice", "N/1", "N/2", "N/3", "N/4"))
    assert headers(draft, "orders", "order_id") == ["Nomor Invoice"]
    assert guesses(draft)["row"] == "orders"
    again = four("Tanggal,Pembeli,Total,Nomor Invoice", "N/1", "N/1", "N/3", "N/4")
    assert headers(known(tmp_path, again), "orders", "order_id") == []


def test_rows_of_one_person_at_one_moment_may_be_lines_whatever_numbers_them(tmp_path: Path) -> None:
    lines = [f"2025-03-14,K{n % 2},{n}.50,R{n}" for n in range(1, 5)]
    draft = known(tmp_path, rows("Tanggal,Pembeli,Total,Nomor Baris", *lines))
    assert headers(draft, "orders", "order_id") == []


def test_orders_of_an_answer_with_their_customer_are_no_people(tmp_path: Path) -> None:
    orders = [
        {
            "id": 820982911946154508 + n,
            "created_at": f"2025-03-1{n}T14:05:00+08:00",
            "customer": {"id": f"c{n % 2}", "email": f"m{n % 2}@x.com"},
            "total_price": f"{n}0.00",
            "currency": "USD",
            "financial_status": "refunded" if n == 2 else "paid",
        }
        for n in range(1, 4)
    ]
    draft = known(tmp_path, "\n".join(map(json.dumps, orders)), "f.jsonl")
    assert draft.mapping is not None
    assert draft.mapping.tables == ("orders",) or list(draft.mapping.tables) == ["orders"]
    assert headers(draft, "orders", "order_id") == ["id"]
    assert headers(draft, "orders", "status") == ["financial_status"]


def test_whole_pieces_are_no_rival_of_amounts_with_parts(tmp_path: Path) -> None:
    lines = [f"0{n}-05-2025 14.03,Budi {'ABC'[n % 3]},{n % 2 + 1},1{n}.50" for n in range(1, 6)]
    draft = known(tmp_path, rows("Tanggal Pembayaran,Nama Pembeli,Jumlah Dibeli,Total Belanja", *lines))
    assert headers(draft, "orders", "paid_amount") == ["Total Belanja"]


def test_a_reference_of_each_row_s_own_is_no_product(tmp_path: Path) -> None:
    lines = [f"XKB{n};14/03/2025 1{n}:05:00;J. DOE {'ABC'[n % 3]};1{n},90 €" for n in range(1, 5)]
    draft = known(tmp_path, rows("Référence;Date;Client;Total", *lines))
    assert headers(draft, "orders", "order_id") == ["Référence"]
    assert draft.mapping is not None
    assert "order_items" not in draft.mapping.tables


def test_a_month_is_no_moment_of_a_sale_and_the_number_of_a_sale_no_person(tmp_path: Path) -> None:
    by_month = [f"c{n % 2},2025-0{n},{n},1{n}.50" for n in range(1, 5)]
    (draft,) = examine(write(tmp_path, "m.csv", rows("customer_id,month,orders,revenue", *by_month)))
    assert draft.mapping is None or "orders" not in draft.mapping.tables
    lines = [f"5700{n % 3},2025/03/1{n},2025/03/2{n},{n}8.00" for n in range(1, 6)]
    (draft,) = examine(write(tmp_path, "s.csv", rows("Order/adjustment ID,Created,Settled,Total amount", *lines)))
    assert "buyer_ref" not in str(command(draft, "main"))


def test_two_rows_in_usual_words_need_no_question(tmp_path: Path) -> None:
    _draft, trial = tried(
        tmp_path, rows("单号,客户电话,日期,成交价", "1,13800010001,2025-03-01,11", "2,13800010002,2025-03-02,12")
    )
    assert (money(trial), trial.figures.people) == (23, 2)


def test_a_table_of_a_till_in_turkish_is_read_in_its_own_letters(tmp_path: Path) -> None:
    text = four("Sipariş Tarihi,Müşteri,Tutar,Şehir", "Aydın", "Kırşehir", "Muş", "Aydın")
    path = tmp_path / "tr.csv"
    path.write_bytes(text.encode("cp1254"))
    (draft,) = examine(path)
    assert (draft.encoding, draft.header[0]) == ("cp1254", "Sipariş Tarihi")


def test_times_in_forms_of_other_lands(tmp_path: Path) -> None:
    times = {
        "2025. 3. 14. 오후 2:05:00": dt.datetime(2025, 3, 14, 14, 5),
        "2025. 3. 15. 오전 12:10": dt.datetime(2025, 3, 15, 0, 10),
        "2025/03/14 2:05:11 오후 GMT+9": dt.datetime(2025, 3, 14, 14, 5, 11),
        "2025-03-14 2:05 下午": dt.datetime(2025, 3, 14, 14, 5),
        "٢٠٢٥-٠٣-١٤ ١٤:٠٥": dt.datetime(2025, 3, 14, 14, 5),
        "Reviewed in Canada on April 13, 2025": dt.datetime(2025, 4, 13),
        "Rezension aus Deutschland vom 14. März 2025": dt.datetime(2025, 3, 14),
        "2025年3月14日に日本でレビュー済み": dt.datetime(2025, 3, 14),
        "20250314140500.0": dt.datetime(2025, 3, 14, 14, 5),
    }
    lines = [f'"{text}",k{n},1{n}.00' for n, text in enumerate(times)]
    _draft, trial = tried(tmp_path, rows("주문일시,회원번호,결제금액", *lines), assumed=(("timezone", "Asia/Seoul"),))
    assert list(trial.preview.tables["orders"]["ordered_at"]) == list(times.values())


@pytest.mark.parametrize(("header", "clock"), [("消费时间", "140501"), ("消费时间", "14:05:01"), ("时段", "14:05:01")])
def test_a_clock_beside_its_day_is_of_one_moment(tmp_path: Path, header: str, clock: str) -> None:
    lines = [f"2025031{n},{clock},k{n},10" for n in range(1, 4)]
    _draft, trial = tried(tmp_path, rows(f"消费日期,{header},会员号,消费金额", *lines))
    assert trial.preview.tables["orders"]["ordered_at"].min() == dt.datetime(2025, 3, 11, 14, 5, 1)


def test_ratings_are_told_in_stars_and_in_words(tmp_path: Path) -> None:
    stars = ("5.0 out of 5 stars", "★☆☆☆☆", "4分", "2 von 5 Sternen", "3星", "好评")
    lines = [f"Ann{n},{each},Works very well in row {n},2025-03-1{n}" for n, each in enumerate(stars)]
    _draft, trial = tried(tmp_path, rows("Reviewer,Rating,Review,Date", *lines))
    assert list(trial.preview.tables["feedback"]["rating"]) == [5, 1, 4, 2, 3, 5]


def test_a_number_at_home_is_the_one_from_abroad_where_both_stand_in_a_file(tmp_path: Path) -> None:
    phones = (
        "0812-3456-7801",
        "+62 812 3456 7801",
        "0812-3456-7802",
        "8 (912) 345-67-01",
        "+7 912 345-67-01",
        "013800010001",
        "13800010001",
    )
    lines = [f"{n},2025-03-1{n},{phone},10.50" for n, phone in enumerate(phones)]
    _draft, trial = tried(tmp_path, rows("order id,order date,phone,amount", *lines))
    assert trial.figures.people == 4
    assert told(trial, "phone_forms")[:2] == ("one", 3)


def test_a_number_of_two_countries_is_left_as_it_is(tmp_path: Path) -> None:
    phones = ("0211 1234567", "+49 211 1234567", "+44 211 1234567", "81234567890", "+1 1234567890")
    lines = [f"{n},2025-03-1{n},{phone},10.50" for n, phone in enumerate(phones)]
    _draft, trial = tried(tmp_path, rows("order id,order date,phone,amount", *lines))
    assert trial.figures.people == 5
    assert "phone_forms" not in {each.what for each in trial.assumptions}


def test_amounts_in_digits_and_signs_of_other_scripts(tmp_path: Path) -> None:
    lines = [f"٢٠٢٥-٠٣-١{digit},k{n},١٬٢٠{digit}٫٥٠ ر.س" for n, digit in enumerate("٤٥٦")]
    _draft, trial = tried(tmp_path, rows("تاريخ الطلب,رقم العميل,المبلغ الإجمالي", *lines))
    assert {code: float(net) for code, net in trial.figures.money.items()} == {"SAR": 1204.5 + 1205.5 + 1206.5}


def test_a_name_with_the_place_it_is_from_is_a_name(tmp_path: Path) -> None:
    text = rows("客户名称,添加时间,手机号", *(f"小明{n}@微信,2025-03-1{n} 10:00,1380001000{n}" for n in range(1, 4)))
    assert headers(known(tmp_path, text), "customers", "name") == ["客户名称"]


def test_a_birthday_in_years_of_an_emperor_leaves_no_order_open(tmp_path: Path) -> None:
    text = rows("会員番号,氏名,生年月日", "001,山田,S60.5.3", "002,佐藤,H2.11.2", "003,鈴木,S61.1.4")
    _draft, trial = tried(tmp_path, text)
    assert "date_order" not in {each.what for each in trial.assumptions}
    assert trial.preview.tables["customers"]["birthday"].iloc[0] in (dt.date(1985, 5, 3), dt.datetime(1985, 5, 3))


def test_an_answer_a_row_is_a_survey(tmp_path: Path) -> None:
    text = rows("受访者编号,题目,答案", "R1,性别,男", "R1,满意度,5", "R2,性别,女", "R2,满意度,(跳过)")
    _draft, trial = tried(tmp_path, text)
    answers = trial.preview.tables["survey_answers"]
    assert list(answers["answer"].dropna()) == ["男", "5", "女"]


def test_columns_that_say_nothing_but_their_name_are_options_of_one_question(tmp_path: Path) -> None:
    lines = ["r1,Red,,Blue,9,2025-03-14", "r2,,Green,,6,2025-03-14", "r3,Red,Green,,10,2025-03-15"]
    header = "respondent id,Red,Green,Blue,How likely are you to recommend us?,submitted at"
    (draft,) = examine(write(tmp_path, "s.csv", rows(header, *lines)), answers=Answers(table="survey_responses"))
    assert draft.mapping is not None
    asked = {each.constants["question"] for each in draft.mapping.melts["survey_answers"].columns if each.option}
    assert asked == {"Red / Green / Blue"}


def test_points_of_a_korean_shop_come_and_go(tmp_path: Path) -> None:
    text = rows(
        "일시,회원아이디,구분,적립금,잔액", "2025-03-14 10:00,m1,적립,1000,1000", "2025-03-15 10:00,m1,사용,300,700"
    )
    _draft, trial = tried(tmp_path, text)
    assert list(trial.preview.tables["points_ledger"]["delta"]) == [1000, -300]


def test_an_order_comes_to_the_totals_of_its_lines(tmp_path: Path) -> None:
    lines = [
        "1,2025-03-14,a@x.com,Soap,1,10.00",
        "1,2025-03-14,a@x.com,Cup,2,20.50",
        "2,2025-03-15,b@x.com,Cup,1,10.25",
    ]
    _draft, trial = tried(tmp_path, rows("Order,Date,Email,Item,Qty,Line total", *lines))
    assert (money(trial), trial.figures.records["orders"]) == (40.75, 2)
    assert "no_amount" not in {each.what for each in trial.assumptions}


@pytest.mark.parametrize(
    "header",
    [
        "Customer,Jan 2025,Feb 2025,Total",
        "Client,2025-01-01 00:00:00,2025-02-01 00:00:00,Sum",
        "客户,手机,2025年1月,2025年2月",
        "customer_id,2025-01,2025-02,x",
    ],
)
def test_customers_by_month_are_people_with_facts(tmp_path: Path, header: str) -> None:
    is_phone = "手机" in header
    lines = [f"P{n},{f'1380001000{n}' if is_phone else n},{n * 2}.50,{n * 3}" for n in range(1, 5)]
    draft = known(tmp_path, rows(header, *lines))
    assert draft.mapping is not None
    assert list(draft.mapping.tables) == ["customers"]
    assert guesses(draft)["row"] == "customers"


def test_days_of_names_that_are_no_people_stay_figures(tmp_path: Path) -> None:
    lines = [f"figure {n},{n},{n * 2}" for n in range(1, 5)]
    draft = known(tmp_path, rows("Metric,2025-01-01,2025-02-01", *lines))
    assert draft.mapping is not None
    assert list(draft.mapping.tables) == ["metric_daily"]


def test_orders_without_an_amount_are_said(tmp_path: Path) -> None:
    _draft, trial = tried(tmp_path, four("order date,customer id,amount,order id", "1", "2", "3").replace("20.50", ""))
    assert told(trial, "no_amount")[:2] == ("no_sale", 1)
