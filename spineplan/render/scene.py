"""The 3-D picture: an off-screen VTK scene in LPS mm that draws into arrays. One thread owns it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from vtkmodules.vtkCommonDataModel import vtkPiecewiseFunction, vtkPlane
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkRenderingCore import (
    vtkAbstractMapper,
    vtkActor,
    vtkCamera,
    vtkColorTransferFunction,
    vtkPolyDataMapper,
    vtkProperty,
    vtkRenderer,
    vtkVolume,
    vtkVolumeProperty,
)
from vtkmodules.vtkRenderingVolume import vtkFixedPointVolumeRayCastMapper, vtkGPUVolumeRayCastMapper

from spineplan.geometry.vectors import Point, Vector, point, vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.render.mesh import Mesh
from spineplan.render.palette import hex_rgb8, rgb, unit_rgb
from spineplan.render.scene_camera import SceneCamera, facing_axis
from spineplan.render.scene_shapes import Crosshair, Shape
from spineplan.render.scene_surface import BoneSurface
from spineplan.render.scene_volume import CoarseVolume, Preset, Recipe, first_matter, scene_style
from spineplan.render.vtk_arrays import image_data, poly_data
from spineplan.render.vtk_window import is_software, offscreen_window, read_back

FAR_MM = 2000.0
LIGHT_FROM = 3.0
"""From this coarseness on the light surface is drawn."""


@dataclass(frozen=True)
class Clip:
    """What is cut away: everything before a plane (facing the viewer), and behind a second one when slab_mm is set.

    point_mm: LPS; into_lps: the cut's normal, into the screen; slab_mm: thickness kept, centred on the point.
    """

    point_mm: Point
    into_lps: Point
    slab_mm: float | None = None

    def planes(self) -> list[tuple[Vector, Vector]]:
        """(point, normal) of each cut; what the normal points to is kept."""
        middle, into = vector(self.point_mm), vector(self.into_lps)
        if self.slab_mm is None:
            return [(middle, into)]
        half = into * self.slab_mm / 2.0
        return [(middle - half, into), (middle + half, -into)]


def clip_towards(camera: SceneCamera, crosshair: Crosshair, slab_mm: float | None) -> Clip:
    """Cut along the crosshair's plane that faces the viewer most."""
    return Clip(crosshair.point_mm, point(facing_axis(camera, crosshair.axes_lps)), slab_mm)


class Scene:
    """Set what is to be seen, then `render`. software=None finds out whether a graphics processor draws."""

    def __init__(self, software: bool | None = None) -> None:
        self._window = offscreen_window()
        self._main, self._ghosts, self._camera = vtkRenderer(), vtkRenderer(), vtkCamera()
        self._window.SetNumberOfLayers(2)
        for layer, renderer in enumerate((self._main, self._ghosts)):
            renderer.SetLayer(layer)
            self._window.AddRenderer(renderer)
            renderer.SetActiveCamera(self._camera)
        self._camera.ParallelProjectionOn()
        self._main.SetBackground(*rgb("image_background"))
        self.software = is_software(self._window) if software is None else software
        self._image: CoarseVolume | None = None
        self._volume: vtkVolume | None = None
        self._bone: tuple[vtkActor, vtkActor] | None = None
        self._actors: dict[Shape, tuple[vtkActor, vtkActor | None]] = {}
        self._preset: Preset = "bone"
        self._patient = True
        self._clip: Clip | None = None

    @property
    def image(self) -> CoarseVolume | None:
        """The series shown."""
        return self._image

    @property
    def has_surface(self) -> bool:
        """Whether the bone's surface has been given for the series shown."""
        return self._bone is not None

    def set_image(self, image: CoarseVolume | None) -> None:
        """Show another series; its surface has to be given anew."""
        if image is self._image:
            return
        for prop in (self._volume, *(self._bone or ())):
            if prop is not None:
                self._main.RemoveViewProp(prop)
        self._image, self._bone = image, None
        self._volume = _volume_of(image, self.software) if image is not None else None
        if self._volume is not None:
            self._main.AddVolume(self._volume)
        self._show_preset()

    def set_surface(self, surface: BoneSurface) -> None:
        """The bone's surface of the series shown."""
        for old in self._bone or ():
            self._main.RemoveActor(old)
        ink = unit_rgb(hex_rgb8(scene_style().surface.colour))
        self._bone = (_actor(surface.fine, ink, 1.0), _actor(surface.light, ink, 1.0))
        for actor in self._bone:
            self._main.AddActor(actor)
        self._show_preset()

    def set_preset(self, preset: Preset) -> None:
        """Bone or soft tissue by ray casting, or the bone's surface (ray cast until the surface is there)."""
        if preset != self._preset:
            self._preset = preset
            self._show_preset()

    def show_patient(self, shown: bool) -> None:
        """Whether the series itself is seen, or the shapes alone."""
        if shown != self._patient:
            self._patient = shown
            self._show_preset()

    def set_clip(self, clip: Clip | None) -> None:
        """Cut the patient, not the plan's shapes; None shows all."""
        if clip != self._clip:
            self._clip = clip
            self._apply_clip()

    def set_shapes(self, shapes: Sequence[Shape]) -> None:
        """What stands in the scene; forms that stay are not built again."""
        wanted = dict.fromkeys(shapes)
        for shape in [old for old in self._actors if old not in wanted]:
            solid, ghost = self._actors.pop(shape)
            self._main.RemoveActor(solid)
            if ghost is not None:
                self._ghosts.RemoveActor(ghost)
        for shape in wanted:
            if shape not in self._actors:
                self._add(shape)

    def render(self, camera: SceneCamera, size_px: tuple[int, int], coarse: float = 1.0) -> npt.NDArray[np.uint8]:
        """The picture (height, width, 3). coarse: pixels per ray and axis; 1 is full quality."""
        if tuple(self._window.GetSize()) != size_px:
            self._window.SetSize(*size_px)
        centre, into = vector(camera.centre_mm), camera.into_lps
        self._camera.SetFocalPoint(*centre)
        self._camera.SetPosition(*(centre - into * FAR_MM))
        self._camera.SetViewUp(*(-vector(camera.down_lps)))
        self._camera.SetParallelScale(camera.height_mm / 2.0)
        self._camera.SetClippingRange(1.0, 2.0 * FAR_MM)
        self._main.ResetCameraClippingRange()
        for renderer in (self._main, self._ghosts):
            renderer.SetUseFXAA(coarse <= 1.0)
        self._show_surface(light=coarse >= LIGHT_FROM)
        if self._volume is not None:
            self._volume.GetMapper().SetImageSampleDistance(max(1.0, coarse))  # type: ignore[attr-defined]
        self._window.Render()
        return read_back(self._window)

    def matter_at(self, plane: ViewPlane, x_px: float, y_px: float) -> Point | None:
        """The first LPS point under a pixel at which the preset shows matter."""
        if self._image is None:
            return None
        near, far = -FAR_MM, FAR_MM
        for through, normal in self._clip.planes() if self._clip is not None else []:
            slope = float(plane.normal_lps @ normal)
            if abs(slope) > 1e-6:
                depth = float((through - plane.mm_from_px(x_px, y_px)) @ normal) / slope
                near, far = (max(near, depth), far) if slope > 0 else (near, min(far, depth))
        return first_matter(self._image, plane, x_px, y_px, self._image.visible_from(self._preset), (near, far))

    def close(self) -> None:
        """Give the graphics context back; nothing can be rendered afterwards."""
        self._actors.clear()
        for renderer in (self._main, self._ghosts):
            renderer.RemoveAllViewProps()
            self._window.RemoveRenderer(renderer)
        self._volume = self._bone = self._image = None
        self._window.Finalize()

    def _show_preset(self) -> None:
        self._show_surface(light=False)
        if self._volume is not None and self._image is not None:
            self._volume.SetVisibility(self._patient and (self._preset != "surface" or self._bone is None))
            self._volume.SetProperty(_volume_property(self._image.recipe(self._preset)))
        self._apply_clip()

    def _show_surface(self, light: bool) -> None:
        for actor, wanted in zip(self._bone or (), (not light, light), strict=False):
            actor.SetVisibility(wanted and self._preset == "surface" and self._patient)

    def _apply_clip(self) -> None:
        mappers: list[vtkAbstractMapper] = []
        if self._volume is not None:
            mappers.append(self._volume.GetMapper())
        mappers.extend(actor.GetMapper() for actor in self._bone or ())
        for mapper in mappers:
            mapper.RemoveAllClippingPlanes()
            for through, normal in self._clip.planes() if self._clip is not None else []:
                plane = vtkPlane()
                plane.SetOrigin(*through)
                plane.SetNormal(*normal)
                mapper.AddClippingPlane(plane)

    def _add(self, shape: Shape) -> None:
        mesh = shape.build()
        if mesh.empty:
            return
        solid = _actor(mesh, rgb(shape.token), shape.opacity)
        self._main.AddActor(solid)
        ghost = None
        if shape.through > 0:
            ghost = vtkActor()
            ghost.SetMapper(solid.GetMapper())
            ghost.SetProperty(_property(rgb(shape.token), shape.through))
            self._ghosts.AddActor(ghost)
        self._actors[shape] = (solid, ghost)


def _actor(mesh: Mesh, colour: tuple[float, float, float], opacity: float) -> vtkActor:
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(poly_data(mesh))
    mapper.ScalarVisibilityOff()
    actor = vtkActor()
    actor.SetMapper(mapper)
    actor.SetProperty(_property(colour, opacity))
    return actor


def _property(colour: tuple[float, float, float], opacity: float) -> vtkProperty:
    light = scene_style().light
    look = vtkProperty()
    look.SetColor(*colour)
    look.SetOpacity(opacity)
    look.SetAmbient(light.ambient)
    look.SetDiffuse(light.diffuse)
    look.SetSpecular(light.specular)
    look.SetSpecularPower(light.specular_power)
    return look


def _volume_of(image: CoarseVolume, software: bool) -> vtkVolume:
    data = image_data(image.array_kji)
    spacing = image.grid.spacing_mm
    data.SetSpacing(*spacing)
    mapper = vtkFixedPointVolumeRayCastMapper() if software else vtkGPUVolumeRayCastMapper()
    mapper.SetInputDataObject(data)
    mapper.SetAutoAdjustSampleDistances(False)
    mapper.SetSampleDistance(min(spacing) if not software else max(1.0, min(spacing)))
    volume = vtkVolume()
    volume.SetMapper(mapper)
    volume.SetUserMatrix(_matrix(image.grid.lps_from_ijk @ np.diag([*(1.0 / np.array(spacing)), 1.0])))
    return volume


def _volume_property(recipe: Recipe) -> vtkVolumeProperty:
    colour, opacity = vtkColorTransferFunction(), vtkPiecewiseFunction()
    for value, code in recipe.colour:
        colour.AddRGBPoint(value, *unit_rgb(hex_rgb8(code)))
    for value, share in recipe.opacity:
        opacity.AddPoint(value, share)
    light = scene_style().light
    look = vtkVolumeProperty()
    look.SetColor(colour)
    look.SetScalarOpacity(opacity)
    look.SetScalarOpacityUnitDistance(recipe.unit_mm)
    look.SetInterpolationTypeToLinear()
    look.ShadeOn()
    look.SetAmbient(light.ambient)
    look.SetDiffuse(light.diffuse)
    look.SetSpecular(light.specular)
    look.SetSpecularPower(light.specular_power)
    return look


def _matrix(affine: npt.NDArray[np.float64]) -> vtkMatrix4x4:
    matrix = vtkMatrix4x4()
    matrix.DeepCopy(affine.ravel().tolist())
    return matrix
