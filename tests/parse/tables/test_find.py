"""Pictures of printed tables in, rows of cells out."""

from __future__ import annotations

import pytest

from pipeline.parse.tables import find_tables
from tests.factories.pictures import page, rows, split

CASES = {
    "three rules, one line a row": (
        """
 Table 1. Adverse events
 -----------------------------------
 Event       Drug (n=20)   Placebo
 -----------------------------------
 Nausea      12 (60)       3 (15)
 Rash        4 (20)        0
 -----------------------------------
 """,
        """
        Event  | Drug (n=20) | Placebo
        Nausea | 12 (60)     | 3 (15)
        Rash   | 4 (20)      | 0
        """,
    ),
    "wrapped cells are told by the tighter step": (
        """
 Table 1. Studies
 -----------------------------------------
 Study          Site          Technique
 -----------------------------------------
 Miller et      Chest wall    SRS
:al., 2016      and nodes
 Smith, 2017    Brain         WBRT or
:                             focal boost
 Jones, 2018    Bone          NR
 -----------------------------------------
 """,
        """
        Study              | Site                 | Technique
        Miller et al., 2016 | Chest wall and nodes | SRS
        Smith, 2017        | Brain                | WBRT or focal boost
        Jones, 2018        | Bone                 | NR
        """,
    ),
    "wrapped cells without a tighter step: the first column is empty and the words go on": (
        """
 Table 1. Studies
 ------------------------------------------------
 Study          Finding                  Grade
 ------------------------------------------------
 Miller 2016    Decrease of the          3
                platelet count and
                of haemoglobin
 Smith 2017     Nausea                   1
 Jones 2018     Rash that faded after    2
                two weeks
 ------------------------------------------------
 """,
        """
        Study       | Finding                                             | Grade
        Miller 2016 | Decrease of the platelet count and of haemoglobin | 3
        Smith 2017  | Nausea                                              | 1
        Jones 2018  | Rash that faded after two weeks                     | 2
        """,
    ),
    "a heading of rows with a colon behind it": (
        """
 Table 1. Patients
 -------------------------------------
 Item                Drug    Placebo
 -------------------------------------
 Tumour status:
 Hormone positive    12      3
 Hormone negative    4       0
 -------------------------------------
 """,
        """
        Item             | Drug | Placebo
        Tumour status:   |      |
        Hormone positive | 12   | 3
        Hormone negative | 4    | 0
        """,
    ),
    "a name on two lines, its values beside the second": (
        """
 Table 1. Events
 -------------------------------------------
 Event                      Drug    Placebo
 -------------------------------------------
 Decrease of the platelet
 count or of haemoglobin    12      3
 Nausea                     4       0
 Inflammation of the lung
 after radiotherapy         1       2
 -------------------------------------------
 """,
        """
        Event                                            | Drug | Placebo
        Decrease of the platelet count or of haemoglobin | 12   | 3
        Nausea                                           | 4    | 0
        Inflammation of the lung after radiotherapy      | 1    | 2
        """,
    ),
    "a name on two lines that hangs, its values beside the first": (
        """
 Table 1. Events
 -------------------------------------------
 Event                      Drug    Placebo
 -------------------------------------------
 Decrease of the platelet   12      3
   count in blood
 Nausea                     4       0
 Symptoms as told by the    1       2
   Patients
 -------------------------------------------
 """,
        """
        Event                                   | Drug | Placebo
        Decrease of the platelet count in blood | 12   | 3
        Nausea                                  | 4    | 0
        Symptoms as told by the Patients        | 1    | 2
        """,
    ),
    "a name beside the middle of its rows is read with the first": (
        """
 Table 1. Events
 -------------------------------------------
 System      Event          Drug    Placebo
 -------------------------------------------
             Anaemia        12      3
 Blood       Neutropenia    4       0
             Leukopenia     5       1
 -------------------------------------------
 Skin        Rash           1       2
 -------------------------------------------
 """,
        """
        System | Event       | Drug | Placebo
        Blood  | Anaemia     | 12   | 3
               | Neutropenia | 4    | 0
               | Leukopenia  | 5    | 1
        Skin   | Rash        | 1    | 2
        """,
    ),
    "cells centred in height between rules are one row": (
        """
 Table 1. Drugs
 ---------------------------------------------------
 Drug        Target    Events
 ---------------------------------------------------
:                      Nausea, fatigue, vomiting
:Mafodotin   CD-30     and decreased appetite of
:                      any grade
 ---------------------------------------------------
:                      Keratopathy and blurred
:Vedotin     BCMA      vision in half of the
:                      patients
 ---------------------------------------------------
 """,
        """
        Drug      | Target | Events
        Mafodotin | CD-30  | Nausea, fatigue, vomiting and decreased appetite of any grade
        Vedotin   | BCMA   | Keratopathy and blurred vision in half of the patients
        """,
    ),
    "rows below an empty first column are rows where they are full": (
        """
 Table 1. Patients
 -------------------------------------
 Item       Variable     No.    %
 -------------------------------------
 Age        Median       69
            Range        52-78
 Sex        Male         23     74.2
            Female       8      25.8
 -------------------------------------
 """,
        """
        Item | Variable | No.   | %
        Age  | Median   | 69    |
             | Range    | 52-78 |
        Sex  | Male     | 23    | 74.2
             | Female   | 8     | 25.8
        """,
    ),
    "a spanning title over its own rule": (
        """
 Table 1. Events by grade
 --------------------------------------------
               Drug A           Drug B
            --------------   --------------
 Event      Any     Grade 3  Any     Grade 3
 --------------------------------------------
 Nausea     12      3        10      2
 Rash       4       0        5       1
 --------------------------------------------
 """,
        """
        Event  | Drug A |         | Drug B |
               | Any    | Grade 3 | Any    | Grade 3
        Nausea | 12     | 3       | 10     | 2
        Rash   | 4      | 0       | 5      | 1
        """,
    ),
    "spanning titles that share one rule part it between them": (
        """
 Table 1. Events by grade
 --------------------------------------------
               Drug A           Drug B
            -------------------------------
 Event      Any     Grade 3  Any     Grade 3
 --------------------------------------------
 Nausea     12      3        10      2
 Rash       4       0        5       1
 --------------------------------------------
 """,
        """
        Event  | Drug A |         | Drug B |
               | Any    | Grade 3 | Any    | Grade 3
        Nausea | 12     | 3       | 10     | 2
        Rash   | 4      | 0       | 5      | 1
        """,
    ),
    "a spanning title without a rule is centred on the titles below": (
        """
 Table 1. Events by grade
 --------------------------------------------
               Drug A           Drug B
 Event      Any     Grade 3  Any     Grade 3
 --------------------------------------------
 Nausea     12      3        10      2
 Rash       4       0        5       1
 --------------------------------------------
 """,
        """
        Event  | Drug A |         | Drug B |
               | Any    | Grade 3 | Any    | Grade 3
        Nausea | 12     | 3       | 10     | 2
        Rash   | 4      | 0       | 5      | 1
        """,
    ),
    "spanning titles without rules share the columns that have no title beside them": (
        """
 Table 1. Events by grade
 ------------------------------------------------------------
 Event           Drug (n = 100)           Placebo (n = 98)
             G1     G2     G3     G4     G1     G2     G3
 ------------------------------------------------------------
 Nausea      12     3      10     2      9      8      7
 Rash        4      0      5      1      2      6      1
 ------------------------------------------------------------
 """,
        """
        Event  | Drug (n = 100) |    |    |    | Placebo (n = 98) |    |
               | G1             | G2 | G3 | G4 | G1               | G2 | G3
        Nausea | 12             | 3  | 10 | 2  | 9                | 8  | 7
        Rash   | 4              | 0  | 5  | 1  | 2                | 6  | 1
        """,
    ),
    "a stretched blank in a cell is no column": (
        """
 Table 1. Trials
 -----------------------------------------------------
 Trial       Intervention                  Patients
 -----------------------------------------------------
 Miller      Radiotherapy of the   brain   39
:            given at once
 Smith       Pyrotinib                     100
 Wu          Radiosurgery                  52
 -----------------------------------------------------
 """,
        """
        Trial  | Intervention                            | Patients
        Miller | Radiotherapy of the brain given at once | 39
        Smith  | Pyrotinib                               | 100
        Wu     | Radiosurgery                            | 52
        """,
    ),
    "a column that is empty on this page is known by its title": (
        """
 Table 1. Compounds
 ---------------------------------------------
 Compound     Sage    Mint    Thyme    Source
 ---------------------------------------------
 Linalool     +               +        [1]
 Camphor      +               +        [2, 3]
 Borneol                      +        [4]
 Cineole      +                        [5]
 ---------------------------------------------
 """,
        """
        Compound | Sage | Mint | Thyme | Source
        Linalool | +    |      | +     | [1]
        Camphor  | +    |      | +     | [2, 3]
        Borneol  |      |      | +     | [4]
        Cineole  | +    |      |       | [5]
        """,
    ),
    "the wrapped titles of a head are one row": (
        """
 Table 1. Doses
 ---------------------------------------
 Study      Total dose     No. of
:           (range)        patients
 ---------------------------------------
 Miller     20 Gy          7
 Smith      15 Gy (12-18)  16
 ---------------------------------------
 """,
        """
        Study  | Total dose (range) | No. of patients
        Miller | 20 Gy              | 7
        Smith  | 15 Gy (12-18)      | 16
        """,
    ),
    "a table ruled all over keeps cells of several lines and cells over several rows": (
        """
 Table 1. Schedule
 ---------------------------------
 | Visit   | What is done    | By |
 ---------------------------------
 | Day 1   | Blood test and  | MD |
 |         | radiography     |    |
 ---------------------------------
 | Day 8   | Call            | RN |
 |         -----------------------
 |         | Questionnaire   | RN |
 ---------------------------------
 """,
        """
        Visit | What is done               | By
        Day 1 | Blood test and radiography | MD
        Day 8 | Call                       | RN
              | Questionnaire              | RN
        """,
    ),
    "no rule at all, holes in line": (
        """
 Table 1. Adverse events
 Event       Drug          Placebo
 Nausea      12 (60)       3 (15)
 Rash        4 (20)        0
 Fatigue     2 (10)        1 (5)
 """,
        """
        Event   | Drug    | Placebo
        Nausea  | 12 (60) | 3 (15)
        Rash    | 4 (20)  | 0
        Fatigue | 2 (10)  | 1 (5)
        """,
    ),
    "no closing rule: the table ends with its last full line": (
        """
 Table 1. Adverse events
 -----------------------------------
 Event       Drug          Placebo
 -----------------------------------
 Nausea      12 (60)       3 (15)
 Rash        4 (20)        0
 Fatigue     2 (10)        1 (5)
 """,
        """
        Event   | Drug    | Placebo
        Nausea  | 12 (60) | 3 (15)
        Rash    | 4 (20)  | 0
        Fatigue | 2 (10)  | 1 (5)
        """,
    ),
    "the head stands above the first rule": (
        """
 Table 1. Adverse events
 Event       Drug          Placebo
 -----------------------------------
 Nausea      12 (60)       3 (15)
 Rash        4 (20)        0
 -----------------------------------
 """,
        """
        Event   | Drug    | Placebo
        Nausea  | 12 (60) | 3 (15)
        Rash    | 4 (20)  | 0
        """,
    ),
    "double rules count once": (
        """
 Table 1. Adverse events
 -----------------------------------
:-----------------------------------
 Event       Drug          Placebo
 -----------------------------------
 Nausea      12 (60)       3 (15)
 Rash        4 (20)        0
 -----------------------------------
 """,
        """
        Event   | Drug    | Placebo
        Nausea  | 12 (60) | 3 (15)
        Rash    | 4 (20)  | 0
        """,
    ),
    "the caption's name alone, its title in a band of rules below": (
        """
!Table 1
 -----------------------------------
 Adverse events by arm
 -----------------------------------
 Event       Drug          Placebo
 -----------------------------------
 Nausea      12 (60)       3 (15)
 Rash        4 (20)        0
 -----------------------------------
 """,
        """
        Event   | Drug    | Placebo
        Nausea  | 12 (60) | 3 (15)
        Rash    | 4 (20)  | 0
        """,
    ),
    "the caption stands beside the table": (
        """
!Table 1 Adverse      -----------------------------------
 events by arm        Event       Drug          Placebo
                      -----------------------------------
                      Nausea      12 (60)       3 (15)
                      Rash        4 (20)        0
                      -----------------------------------
 """,
        """
        Event   | Drug    | Placebo
        Nausea  | 12 (60) | 3 (15)
        Rash    | 4 (20)  | 0
        """,
    ),
}


@pytest.mark.parametrize(("picture", "expected"), CASES.values(), ids=CASES)
def test_the_cells_of_a_printed_table(picture, expected):
    (found,) = find_tables(page(picture))
    assert rows(found.table) == split(expected)
