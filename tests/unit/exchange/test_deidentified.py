"""Nothing that identifies the patient is anywhere in a review copy; what was said in it comes back."""

import dataclasses
import gzip
import re
import zipfile
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from pydicom import dcmread
from pypdf import PdfReader

from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.errors import PlanRefused, SpineplanError, UsageError
from spineplan.exchange.deidentified import (
    Choices,
    Package,
    check_clean,
    read_key,
    talk_of_copy,
    write_key,
    write_package,
)
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.digest import content_digest
from spineplan.plan.edits import GiveOpinion, PutComment, PutLesion, PutLevel, SetFact, SetNotes, SignPlan
from spineplan.plan.model import Comment, Fact, Lesion, Level, Opinion, Pin, Signature, Viewpoint
from spineplan.report.content import report_content
from spineplan.report.pages import page_bytes
from spineplan.session.opening import identity_from, new_session, series_ref
from spineplan.session.plan_images import reference_volume
from spineplan.storage.planfile import LoadedPlan, load_plan
from tests.support.dicom_files import axial_positions, write_stack

READER, SURGEON = "Dr Ottavia Bianchi", "Dr Ugo Verdini"


@pytest.fixture
def house(tmp_path: Path) -> tuple[LoadedPlan, Path]:
    """A plan with something identifying in every corner, and its images."""
    images = tmp_path / "images"
    images.mkdir()
    write_stack(images, axial_positions(6))
    for path in images.iterdir():
        ds = dcmread(path)
        ds.PatientName, ds.PatientID = "Ferraioli^Concetta", "SSN-4711-0815"
        ds.PatientBirthDate, ds.StudyDate = "19480317", "20250611"
        ds.InstitutionName, ds.AccessionNumber = "Ospedale Cardarelli", "ACC00998877"
        ds.ReferringPhysicianName, ds.StationName = "Esposito^Gennaro", "CT-NAPOLI-2"
        ds.StudyDescription = "Rachide di Ferraioli"
        ds.PatientAddress = "Via Toledo 17"
        block = ds.private_block(0x0019, "MAKER", create=True)
        block.add_new(0x01, "LO", "Ferraioli private")
        ds.save_as(path)
    return _planned(images, tmp_path / "plan.spineplan"), images


def _planned(images: Path, path: Path) -> LoadedPlan:
    entry = scan(images).series[0]
    volume = read_volume(entry)
    who = entry.patient
    identity = identity_from({"patient_name": who.name, "patient_id": who.patient_id, "birth_date": who.birth_date})
    opened = new_session(identity, series_ref(volume, entry.study_date), volume, READER)
    session = opened.session
    session.apply(PutLevel(_level(volume)))
    session.apply(PutLesion(_lesion(session, volume)))
    session.apply(SetFact("patient", "", "history", Fact(item="history", value="Seen 11.06.2025", by=SURGEON)))
    session.apply(SetNotes("Signora Ferraioli, born 1948-03-17, id SSN-4711-0815; discussed with Dr Ugo Verdini"))
    view = Viewpoint(crosshair_mm=(0.0, 0.0, 0.0), series_uid=volume.series_uid)
    comment = Comment(
        id="c1", pin=Pin(kind="level", ref="L3"), author=SURGEON, utc="2025-06-12T10:00:00Z", viewpoint=view,
        text="FERRAIOLI has an implant",
    )  # fmt: skip
    session.apply(PutComment(comment))
    digest = content_digest(session.committed)
    opinion = Opinion(by=SURGEON, role="surgeon", verdict="agree", utc="2025-06-12T10:00:00Z", plan_digest=digest)
    session.apply(GiveOpinion(opinion))
    session.apply(SignPlan(Signature(by=READER, role="operator", utc="2025-06-12T11:00:00Z", plan_digest=digest)))
    opened.persistence.save_as(path)
    opened.persistence.close()
    return load_plan(path)


def _level(volume: Volume) -> Level:
    centre = tuple(float(v) for v in volume.grid.centre_mm)
    return Level(name="L3", centre_mm=centre, treat=True, confirmed_by=READER, confirmed_utc="2025-06-12T09:00:00Z")


def _lesion(session, volume: Volume) -> Lesion:
    voxels = np.zeros(volume.grid.shape_kji, np.bool_)
    voxels[1:3, 2:5, 2:5] = True
    ref = session.masks.add(Mask(voxels, (0, 0, 0), volume.grid), volume.series_uid)
    return Lesion(id="x1", level="L3", seed_mm=tuple(float(v) for v in volume.grid.centre_mm), kind="lytic", mask=ref)


def identifying(house: tuple[LoadedPlan, Path]) -> set[str]:
    """Worked out from the input alone: every text of every header, every name, day and identifier of the plan."""
    loaded, images = house
    found = {READER, SURGEON, "Ferraioli", "FERRAIOLI", "Concetta", "Bianchi", "Verdini"}
    found |= {"2025-06-12", "11.06.2025", "1948-03-17", "20250611", "19480317"}
    found |= {loaded.plan_sha256, loaded.plan.reference.instances_digest}
    for path in images.iterdir():
        for element in dcmread(path).iterall():
            if element.VR in ("PN", "LO", "SH", "UI", "DA", "ST"):
                found |= {str(element.value), *re.split(r"[\^ ]", str(element.value))}
    public = {"1.2.840.10008.1.2.1", "1.2.840.10008.5.1.4.1.1.2"}
    return {value for value in found if len(value) > 3} - public


def every_byte(folder: Path) -> list[tuple[str, bytes]]:
    """All content: files, zip members, gunzipped masks."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            found.append((path.name, path.read_bytes()))
            if path.suffix == ".spineplan":
                with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
                    for name in archive.namelist():
                        data = archive.read(name)
                        found.append((name, gzip.decompress(data) if name.endswith(".gz") else data))
    return found


def hits(folder: Path, values: set[str]) -> list[tuple[str, str]]:
    contents = every_byte(folder)
    forms = {value: {value.encode(), value.encode("utf-16-le"), value.encode("latin-1", "ignore")} for value in values}
    return [(name, value) for name, data in contents for value in values if any(form in data for form in forms[value])]


def package_of(house: tuple[LoadedPlan, Path], folder: Path, **choices) -> Package:
    return write_package(house[0], scan(house[1]), folder, Choices(**choices))


@pytest.mark.parametrize("choices", [{}, {"texts": "removed"}, {"history": "steps"}])
def test_that_no_byte_of_the_package_identifies(house, tmp_path: Path, choices) -> None:
    values = identifying(house)
    assert {"Esposito", "ACC00998877", "Cardarelli", "Ferraioli private", "CT-NAPOLI-2"} <= values
    assert hits(house[1], {"Ferraioli", "ACC00998877"}), "the search finds what is there"
    package_of(house, tmp_path / "out", **choices)
    names = {name for name, _ in every_byte(tmp_path / "out")}
    assert {"plan.spineplan", "plan.json", "history.jsonl", "00001.dcm"} <= names
    assert hits(tmp_path / "out", values) == []
    if choices.get("texts") != "removed":
        text = load_plan(tmp_path / "out" / "plan.spineplan").plan.comments[0].text
        assert text == "[removed] has an implant"


def test_that_the_copy_opens_with_its_images_and_its_masks_in_place(house, tmp_path: Path) -> None:
    package_of(house, tmp_path / "out")
    copy = load_plan(tmp_path / "out" / "plan.spineplan")
    volume = reference_volume(copy.plan, tmp_path / "out" / "images")
    original = reference_volume(house[0].plan, house[1])
    np.testing.assert_array_equal(volume.array_kji, original.array_kji)
    assert volume.grid == original.grid
    mask = copy.masks[copy.plan.lesions[0].mask.sha256]
    assert mask.parent == volume.grid
    assert copy.plan.levels[0].centre_mm == house[0].plan.levels[0].centre_mm
    assert copy.history_problem is None


def test_that_reports_made_of_the_copy_do_not_identify_either(house, tmp_path: Path) -> None:
    package_of(house, tmp_path / "out")
    copy = load_plan(tmp_path / "out" / "plan.spineplan")
    volume = reference_volume(copy.plan, tmp_path / "out" / "images")
    report = report_content(copy.plan, copy.masks, volume, datetime(2026, 1, 1, tzinfo=UTC))
    values = identifying(house) - {"Spine"}  # the series was called so, and so are journals
    for kind in ("pdf", "table", "html", "share"):
        data, _ = page_bytes(kind, report, copy.plan, copy.masks, volume)
        words = data.decode("utf-8", "replace")
        if kind in ("pdf", "table"):
            reader = PdfReader(BytesIO(data))
            streams = [item.get_data() for item in map(reader.get_object, range(1, len(reader.xref[0]) + 1))
                       if hasattr(item, "get_data")]  # fmt: skip
            words = "\n".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
            words += "\n".join(stream.decode("latin-1") for stream in streams)
        assert [value for value in values if value in words] == [], kind


def test_that_a_checklist_of_the_hospitals_own_stays_in_the_hospital(house, tmp_path: Path) -> None:
    loaded, images = house
    own = dataclasses.replace(loaded, plan=replace(loaded.plan, checklist_template="cardarelli@2"))
    package = write_package(own, scan(images), tmp_path / "out")
    assert package.plan.checklist_template == "review-2015"
    assert any("own checklist" in warning for warning in package.warnings)


def test_that_days_keep_their_distances(house, tmp_path: Path) -> None:
    from datetime import date

    plan = package_of(house, tmp_path / "out").plan

    def day(text: str) -> date:
        return date.fromisoformat(text[:10] if "-" in text else f"{text[:4]}-{text[4:6]}-{text[6:8]}")

    assert (day(plan.comments[0].utc) - day(plan.reference.study_date)).days == 1
    assert (day(plan.reference.study_date) - day(plan.identity.birth_date)).days == (
        date(2025, 6, 11) - date(1948, 3, 17)
    ).days
    seen = re.search(r"\d\d\.\d\d\.\d{4}", plan.facts[0].value)
    assert seen is not None
    d, m, y = seen[0].split(".")
    assert date(int(y), int(m), int(d)) == day(plan.reference.study_date)


def test_that_two_packages_of_one_plan_cannot_be_linked(house, tmp_path: Path) -> None:
    one, two = (package_of(house, tmp_path / name).plan for name in ("a", "b"))
    assert one.reference.series_uid != two.reference.series_uid
    assert one.identity.patient_id != two.identity.patient_id
    assert one.reference.study_date != two.reference.study_date


def test_that_colleagues_may_be_named_on_purpose(house, tmp_path: Path) -> None:
    plan = package_of(house, tmp_path / "out", people="kept").plan
    assert plan.comments[0].author == SURGEON
    assert "Ferraioli" not in plan.notes


def test_that_what_was_said_in_the_copy_comes_back(house, tmp_path: Path) -> None:
    package = package_of(house, tmp_path / "out")
    write_key(package.key, tmp_path / "key.json")
    key = read_key(tmp_path / "key.json")
    copy = package.plan
    view = replace(copy.comments[0].viewpoint, crosshair_mm=(1.0, 2.0, 3.0))
    said = Comment(id="c2", pin=Pin(), author="Prof. Roe", utc="2026-01-01T00:00:00Z", text="Why?", viewpoint=view,
                   reply_to="c1")  # fmt: skip
    verdict = Opinion(by="Prof. Roe", role="surgeon", verdict="disagree", utc="u", plan_digest=content_digest(copy))
    answered = GiveOpinion(verdict).apply(PutComment(said).apply(copy))
    original = house[0].plan
    back = talk_of_copy(answered, key, original)
    assert [(one.id, one.author, one.text) for one in back.comments[1:]] == [("c2", "Prof. Roe", "Why?")]
    assert back.comments[1].viewpoint.series_uid == original.reference.series_uid
    assert back.opinions[-1].plan_digest == content_digest(original)
    assert content_digest(back) == content_digest(original)
    with pytest.raises(PlanRefused, match="another review copy"):
        talk_of_copy(answered, package_of(house, tmp_path / "other").key, original)


def test_that_text_burned_into_the_pictures_is_warned_of(house, tmp_path: Path) -> None:
    assert not any("pixels" in warning for warning in package_of(house, tmp_path / "a").warnings)
    for path in house[1].iterdir():
        ds = dcmread(path)
        ds.BurnedInAnnotation = "YES"
        ds.save_as(path)
    assert any("pixels" in warning for warning in package_of(house, tmp_path / "b").warnings)


def test_that_the_package_is_searched_before_it_may_be_sent(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(gzip.compress(b"for Ferraioli"))
    check_clean(tmp_path, {"Rossi"})
    with pytest.raises(SpineplanError, match="do not send"):
        check_clean(tmp_path, {"Ferraioli"})


@pytest.mark.parametrize("hide", ["plain", "gzip", "zip", "zip in zip", "pdf", "utf-16"])
def test_that_an_identifying_value_is_found_wherever_it_hides(tmp_path: Path, hide: str) -> None:
    said = b"BT (for Ferraioli) Tj ET"
    hidden = {
        "plain": said,
        "gzip": gzip.compress(said),
        "zip": zip_of(said),
        "zip in zip": zip_of(zip_of(gzip.compress(said))),
        "pdf": b"%PDF-1.7\n1 0 obj <</Filter /FlateDecode>> stream\n" + zlib.compress(said) + b"\nendstream\nendobj",
        "utf-16": said.decode().encode("utf-16-le"),
    }[hide]
    (tmp_path / "file.bin").write_bytes(hidden)
    with pytest.raises(SpineplanError, match="do not send"):
        check_clean(tmp_path, {"Ferraioli"})


def zip_of(data: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside", data)
    return out.getvalue()


def test_that_a_folder_that_holds_something_is_not_used(house, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="new or empty"):
        package_of(house, house[1])
