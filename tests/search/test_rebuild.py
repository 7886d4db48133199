"""An index is built beside the live one, which answers all the while."""

import threading

import pytest

from search.query import Query, search
from tests.search.corpus import document, generated, start

OLD = [document(f"case:{at}", "停水通知") for at in range(20)]


def total(engine, words="停水"):
    return search(engine, Query(words)).hits.total


def test_the_old_index_answers_until_the_new_one_takes_over(engine):
    engine.apply(OLD)
    with engine.rebuild() as fresh:
        fresh.apply([document("case:1", "停水通知")])
        assert total(engine) == 20
        fresh.take_over()
    assert total(engine) == 1


def test_a_failed_rebuild_leaves_the_old_index(engine):
    engine.apply(OLD)

    def broken():
        yield document("case:5", "停水通知")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        start(engine, broken())
    engine.apply([document("case:77", "停水通知")])
    assert total(engine) == 21


def test_searching_and_writing_go_on_while_rebuilding(engine):
    engine.apply(OLD)
    seen, stop = [], threading.Event()

    def ask():
        while not stop.is_set():
            seen.append(total(engine))

    asking = threading.Thread(target=ask)
    asking.start()
    for _ in range(4):
        start(engine, OLD)
        engine.apply([document("case:0", "停水通知")])
    stop.set()
    asking.join()
    assert len(seen) > 4
    assert set(seen) == {20}


def test_only_one_index_remains(engine, tmp_path):
    for _ in range(3):
        start(engine, generated(5))
    if (tmp_path / "index").exists():
        assert len(list((tmp_path / "index").glob("generation-*"))) == 1
    else:
        assert len(engine.names()) == 1
