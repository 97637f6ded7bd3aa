"""The flow as data: every stage finds what it reads."""

from dataclasses import replace

import pytest

from pipeline.run.keys import PACKAGE
from pipeline.stages import STAGES, check_flow


def test_every_stage_finds_what_it_reads():
    check_flow()


def test_a_stage_that_reads_what_nobody_wrote_is_named():
    broken = (STAGES[0], replace(STAGES[1], reads=("nothing",)))
    with pytest.raises(ValueError, match="recognise reads nothing"):
        check_flow(broken)


def test_a_stage_that_writes_over_another_is_named():
    with pytest.raises(ValueError, match="which is there already"):
        check_flow((STAGES[0], replace(STAGES[0], name="again")))


def test_the_rooms_of_the_stages_stand():
    rooms = {room for stage in STAGES for room in stage.rooms}
    assert all((PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").is_file() for room in rooms)
