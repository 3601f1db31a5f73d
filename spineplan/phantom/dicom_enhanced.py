"""The CT as one Enhanced CT Image Storage object (PS3.3 A.38.1)."""

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import Tag
from pydicom.uid import EnhancedCTImageStorage

from spineplan.phantom.dicom_common import decimal, new_object
from spineplan.phantom.dicom_ct import CtSeries
from spineplan.phantom.identity import STUDY_DATE, STUDY_TIME, Identity

_WHEN = STUDY_DATE + STUDY_TIME
_TYPE = ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]


def enhanced_ct(identity: Identity, series: CtSeries) -> Dataset:
    ds = new_object(identity, EnhancedCTImageStorage, f"{series.name}-enhanced", series.number, "CT", 1)
    ds.SeriesDescription = series.description
    ds.FrameOfReferenceUID = identity.uid("frame of reference", "ct")
    ds.PositionReferenceIndicator = ""
    ds.PatientPosition = series.patient_position
    ds.InstanceNumber = 1
    ds.ImageType = _TYPE
    ds.PixelPresentation, ds.VolumetricProperties, ds.VolumeBasedCalculationTechnique = "MONOCHROME", "VOLUME", "NONE"
    ds.AcquisitionNumber, ds.AcquisitionDateTime, ds.AcquisitionDuration = 1, _WHEN, 8.0
    ds.ContentQualification = "RESEARCH"
    ds.BurnedInAnnotation, ds.LossyImageCompression, ds.PresentationLUTShape = "NO", "00", "IDENTITY"
    ds.AcquisitionContextSequence = Sequence([])
    ds.MultienergyCTAcquisition = "NO"
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.NumberOfFrames, ds.Rows, ds.Columns = series.image.shape
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 16, 15, 1
    organization = identity.uid("dimensions")
    ds.DimensionOrganizationType = "3D"
    ds.DimensionOrganizationSequence = Sequence([_item(DimensionOrganizationUID=organization)])
    ds.DimensionIndexSequence = Sequence(
        [
            _item(
                DimensionOrganizationUID=organization,
                DimensionIndexPointer=Tag(0x0020, 0x9057),
                FunctionalGroupPointer=Tag(0x0020, 0x9111),
                DimensionDescriptionLabel="In-Stack Position Number",
            )
        ]
    )
    ds.SharedFunctionalGroupsSequence = Sequence([_shared(series)])
    ds.PerFrameFunctionalGroupsSequence = Sequence([_frame(series, k) for k in range(len(series.image))])
    ds.PixelData = np.ascontiguousarray(series.image, dtype="<i2").tobytes()
    ds["PixelData"].VR = "OW"
    return ds


def _item(**values: object) -> Dataset:
    item = Dataset()
    for name, value in values.items():
        setattr(item, name, value)
    return item


def _shared(series: CtSeries) -> Dataset:
    a = series.lps_from_ijk
    spacing = np.linalg.norm(a[:3, :3], axis=0)
    cosines = [decimal(v) for axis in (0, 1) for v in a[:3, axis] / spacing[axis]]
    region = _item(CodeValue="421060004", CodingSchemeDesignator="SCT", CodeMeaning="Vertebral column")
    anatomy = _item(AnatomicRegionSequence=Sequence([region]), FrameLaterality="U")
    measures = _item(
        PixelSpacing=[decimal(spacing[1]), decimal(spacing[0])],
        SliceThickness=decimal(spacing[2]),
        SpacingBetweenSlices=decimal(spacing[2]),
    )
    frame_type = _item(
        FrameType=_TYPE,
        PixelPresentation="MONOCHROME",
        VolumetricProperties="VOLUME",
        VolumeBasedCalculationTechnique="NONE",
    )
    return _item(
        PixelMeasuresSequence=Sequence([measures]),
        PlaneOrientationSequence=Sequence([_item(ImageOrientationPatient=cosines)]),
        FrameAnatomySequence=Sequence([anatomy]),
        PixelValueTransformationSequence=Sequence([_item(RescaleIntercept="0", RescaleSlope="1", RescaleType="HU")]),
        FrameVOILUTSequence=Sequence([_item(WindowCenter="400", WindowWidth="1800")]),
        CTImageFrameTypeSequence=Sequence([frame_type]),
        IrradiationEventIdentificationSequence=Sequence([_item(IrradiationEventUID="2.25.1")]),
        CTAcquisitionTypeSequence=Sequence(
            [_item(AcquisitionType="SPIRAL", ConstantVolumeFlag="NO", FluoroscopyFlag="NO")]
        ),
        CTAcquisitionDetailsSequence=Sequence([_details()]),
        CTTableDynamicsSequence=Sequence([_item(TableSpeed=40.0, TableFeedPerRotation=20.0, SpiralPitchFactor=0.9)]),
        CTGeometrySequence=Sequence(
            [_item(DistanceSourceToDetector=1000.0, DistanceSourceToDataCollectionCenter=570.0)]
        ),
        CTReconstructionSequence=Sequence([_reconstruction(series, spacing)]),
        CTExposureSequence=Sequence([_exposure()]),
        CTXRayDetailsSequence=Sequence(
            [_item(KVP="120", FocalSpots=[1.0], FilterType="FLAT", FilterMaterial=["ALUMINUM"])]
        ),
    )


def _details() -> Dataset:
    return _item(
        RotationDirection="CW",
        RevolutionTime=0.5,
        SingleCollimationWidth=0.6,
        TotalCollimationWidth=38.4,
        TableHeight=150.0,
        GantryDetectorTilt=0.0,
        DataCollectionDiameter=500.0,
    )


def _reconstruction(series: CtSeries, spacing: NDArray[np.float64]) -> Dataset:
    return _item(
        ReconstructionAlgorithm="FILTER_BACK_PROJ",
        ConvolutionKernel=series.kernel,
        ConvolutionKernelGroup="BONE",
        ReconstructionDiameter=float(spacing[0] * series.image.shape[2]),
        ReconstructionPixelSpacing=[float(spacing[1]), float(spacing[0])],
        ReconstructionTargetCenterPatient=[float(v) for v in series.lps_from_ijk[:3, 3]],
        ReconstructionAngle=360.0,
        ImageFilter="NONE",
    )


def _exposure() -> Dataset:
    return _item(
        ExposureTimeInms=500.0,
        XRayTubeCurrentInmA=220.0,
        ExposureInmAs=110.0,
        ExposureModulationType=["NONE"],
        EstimatedDoseSaving=0.0,
        CTDIvol=8.0,
    )


def _frame(series: CtSeries, k: int) -> Dataset:
    a = series.lps_from_ijk
    position = a[:3, :3] @ np.array([0, 0, k]) + a[:3, 3]
    content = _item(
        FrameReferenceDateTime=_WHEN,
        FrameAcquisitionDateTime=_WHEN,
        FrameAcquisitionDuration=8.0,
        FrameAcquisitionNumber=1,
        StackID="1",
        InStackPositionNumber=k + 1,
        DimensionIndexValues=[k + 1],
    )
    table = _item(
        TablePosition=float(position[2]),
        DataCollectionCenterPatient=[float(v) for v in position],
        ReconstructionTargetCenterPatient=[float(v) for v in position],
    )
    place = _item(ImagePositionPatient=[decimal(v) for v in position])
    groups = {"FrameContentSequence": content, "PlanePositionSequence": place, "CTPositionSequence": table}
    return _item(**{name: Sequence([item]) for name, item in groups.items()})
