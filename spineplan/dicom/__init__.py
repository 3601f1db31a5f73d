"""From files to proven stacks and volumes: the only room that knows DICOM.

index -> SeriesEntry (proof done on headers) -> begin_volume / read_volume -> imaging.Volume.
"""
