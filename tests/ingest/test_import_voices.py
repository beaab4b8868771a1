"""What people say: reviews, posts, comments, tickets and chats as feedback."""

from pathlib import Path

import pandas as pd
import pytest

from insight.warehouse import DuckWarehouse
from tests.uploads import new_workspace, sample_export, upload, write


@pytest.fixture
def warehouse(tmp_path: Path) -> DuckWarehouse:
    return new_workspace(tmp_path)


def feedback(warehouse: DuckWarehouse) -> pd.DataFrame:
    return warehouse.query('SELECT * FROM core.feedback ORDER BY "at", feedback_id')


def test_weibo_post(warehouse: DuckWarehouse) -> None:
    (report,) = upload(warehouse, sample_export("fixture_weibo_crawl.csv"))
    assert report.template == "weibo_posts"
    post = feedback(warehouse).iloc[0]
    assert (post["feedback_id"], post["kind"], post["likes"]) == ("5000000000000001", "post", 12)
    assert (str(post["at"]), post["text"]) == ("2026-05-01 10:00:00", "好用！\n#护手霜#")


def test_xiaohongshu_note_with_epoch_time_and_rounded_likes(warehouse: DuckWarehouse) -> None:
    (report,) = upload(warehouse, sample_export("fixture_xhs_mediacrawler.csv"))
    assert report.template == "xhs_notes"
    note = feedback(warehouse).iloc[0]
    assert (note["feedback_id"], note["author"], note["likes"]) == ("66aaaaaaaaaaaaaaaaaaaaaa", "示例用户", 12000)
    assert str(note["at"]) == "2024-05-01 09:20:00"
    assert note["text"].startswith("护手霜测评 很滋润")


def test_xiaohongshu_comments_count_likes_written_with_a_plus(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "comment_id,create_time,ip_location,note_id,content,user_id,nickname,like_count\n"
        "c1,1714526400000,上海,n1,好用,u1,甲,10+\n"
    )
    upload(warehouse, write(tmp_path, "c.csv", text))
    assert feedback(warehouse)[["text", "likes", "customer_ref"]].iloc[0].tolist() == ["好用", 10, "u1"]


@pytest.mark.slow("imports files again and again")
def test_taobao_reviews_keep_good_and_bad_as_stars_and_equal_texts_apart(
    warehouse: DuckWarehouse, tmp_path: Path
) -> None:
    text = (
        "评论,昵称,追评内容,追评时间,评价时间,商品id,颜色分类,评价分类,skuid\n"
        "此用户没有填写评价。,山**5,,,2025-12-31 22:26:35,683,红,好评,1\n"
        "此用户没有填写评价。,雪**6,,,2025-12-31 22:26:35,683,红,差评,1\n"
        "漏液，生气,雪**6,换了一瓶还是漏,2026-01-03 10:00:00,2025-12-31 22:30:00,683,红,中评,1\n"
    )
    path = write(tmp_path, "r.csv", text)
    upload(warehouse, path)
    found = feedback(warehouse)
    assert sorted(found["rating"]) == [1, 3, 5]
    assert set(found["kind"]) == {"review"}
    assert found["feedback_id"].nunique() == 3
    assert "换了一瓶还是漏" in "".join(found["extra"])
    assert upload(warehouse, path)[0].tables["feedback"].unchanged == 3


@pytest.mark.parametrize(
    ("stars", "ratings"),
    [
        (["50", "45", "20"], [5, 4.5, 2]),
        (["五星", "4星", "★★★☆☆"], [5, 4, 3]),
        (["4.5 out of 5 stars", "3/5", "5"], [4.5, 3, 5]),
        (["10", "8", "0"], [10, 8, 0]),
    ],
)
def test_stars_in_all_their_forms(
    warehouse: DuckWarehouse, tmp_path: Path, stars: list[str], ratings: list[float]
) -> None:
    rows = "".join(f"甲{number},2026-01-0{number},{star},好\n" for number, star in enumerate(stars, 1))
    upload(warehouse, write(tmp_path, "d.csv", "user_nickname,add_time,star,content\n" + rows))
    assert list(feedback(warehouse)["rating"]) == ratings


def test_stars_without_words_are_kept(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    upload(warehouse, write(tmp_path, "d.csv", "user_nickname,add_time,star,content\n甲,2026-01-01,40,\n"))
    assert feedback(warehouse)[["text", "rating"]].iloc[0].tolist() == ["", 4]


def test_zendesk_ticket_is_of_the_customer_with_that_address(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    upload(warehouse, write(tmp_path, "c.csv", "customer_id,name,email\nV1,Ann,ann@example.com\n"))
    text = (
        "Summation column,Id,Requester,Requester id,Requester email,Subject,Status,Ticket type,Created at\n"
        "1,77,Ann,9001,Ann@Example.com,Parcel lost,Open,Problem,2026-01-05 10:00:00\n"
    )
    upload(warehouse, write(tmp_path, "z.csv", text))
    ticket = feedback(warehouse).iloc[0]
    assert (ticket["feedback_id"], ticket["kind"], ticket["text"]) == ("77", "ticket", "Parcel lost")
    assert ticket["customer_id"] is not None


def test_wecom_archive_names_the_customer_whoever_speaks(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    lines = [
        "msgid,action,from,tolist,roomid,msgtime,msgtype,text",
        'm1,send,zhangsan,"[""wmAAAA1111""]",,1714526400000,text,"{""content"":""您好""}"',
        'm2,send,wmAAAA1111,"[""zhangsan""]",,1714526460000,text,"{""content"":""瓶口漏液""}"',
        'm3,send,wmAAAA1111,"[""zhangsan""]",,1714526470000,image,',
    ]
    (report,) = upload(warehouse, write(tmp_path, "a.csv", "\n".join(lines)))
    assert report.tables["feedback"].read == 2
    found = feedback(warehouse)
    assert list(found["customer_ref"]) == ["wmAAAA1111", "wmAAAA1111"]
    assert list(found["author"]) == ["zhangsan", "wmAAAA1111"]
    assert list(found["text"]) == ["您好", "瓶口漏液"]
    assert str(found["at"].iloc[0]) == "2024-05-01 09:20:00"


def test_chat_of_an_unknown_tool_keeps_every_message_of_a_talk(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "会话ID,客户昵称,手机号,发送方,发送时间,内容\nC1,甲,13800000000,客户,2025-01-04 10:51:57,能写字吗\n"
        "C1,甲,13800000000,客服,2025-01-04 10:52:57,可以\nC2,乙,,客户,2025-01-04 10:52:57,可以\n"
    )
    upload(warehouse, write(tmp_path, "chat.csv", text))
    found = feedback(warehouse)
    assert list(found["kind"]) == ["chat"] * 3
    assert sorted(found["author"]) == ["客户", "客户", "客服"]


def test_reviews_of_an_unknown_tool(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = "reviewer,review date,stars,review text\nAnn,2026-01-05,4,nice <b>x</b>\n"
    upload(warehouse, write(tmp_path, "r.csv", text))
    assert feedback(warehouse)[["author", "kind", "rating", "text"]].iloc[0].tolist() == [
        "Ann",
        "review",
        4,
        "nice <b>x</b>",
    ]
