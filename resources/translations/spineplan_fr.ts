<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Tools</source>
        <translation>Outils</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>Coupes</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Vue</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Déplacer</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Réticule</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Longueur</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>Angle</translation>
    </message>
    <message>
        <source>Region statistics</source>
        <translation>Statistiques d&apos;une région</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinceau</translation>
    </message>
    <message>
        <source>Needle</source>
        <translation>Aiguille</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>Coupe suivante</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>Coupe précédente</translation>
    </message>
    <message>
        <source>Ten slices on</source>
        <translation>Dix coupes plus loin</translation>
    </message>
    <message>
        <source>Ten slices back</source>
        <translation>Dix coupes en arrière</translation>
    </message>
    <message>
        <source>One level up</source>
        <translation>Un niveau plus haut</translation>
    </message>
    <message>
        <source>One level down</source>
        <translation>Un niveau plus bas</translation>
    </message>
    <message>
        <source>Put a level in where one was missed</source>
        <translation>Insérer un niveau là où il en manque un</translation>
    </message>
    <message>
        <source>Thin, MIP, MinIP, mean</source>
        <translation>Fine, MIP, MinIP, moyenne</translation>
    </message>
    <message>
        <source>Thicker slab</source>
        <translation>Plus épais</translation>
    </message>
    <message>
        <source>Thinner slab</source>
        <translation>Moins épais</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>As the images say</source>
        <translation>Comme le disent les images</translation>
    </message>
    <message>
        <source>Reset angle, zoom, centre and window</source>
        <translation>Rétablir angle, zoom, centre et fenêtre</translation>
    </message>
    <message>
        <source>Show or hide overlays</source>
        <translation>Afficher ou masquer les repères</translation>
    </message>
    <message>
        <source>One pane, or all</source>
        <translation>Une vue ou toutes</translation>
    </message>
    <message>
        <source>Key image</source>
        <translation>Image clé</translation>
    </message>
    <message>
        <source>Delete what is selected</source>
        <translation>Supprimer ce qui est choisi</translation>
    </message>
    <message>
        <source>Cancel and take back</source>
        <translation>Abandonner et revenir</translation>
    </message>
    <message>
        <source>These windows are in HU, for CT; here press 0, or drag.</source>
        <translation>Ces fenêtres sont en UH, pour le scanner ; ici appuyer sur 0 ou glisser.</translation>
    </message>
    <message>
        <source>No key image of registered images: they may be registered otherwise later.</source>
        <translation>Pas d’image clé d’images recalées : le recalage peut changer ensuite.</translation>
    </message>
    <message>
        <source>Key image kept; Review lists it.</source>
        <translation>Image clé conservée ; elle figure dans Revue.</translation>
    </message>
    <message>
        <source>3-D is not available</source>
        <translation>La 3D n&apos;est pas disponible</translation>
    </message>
    <message>
        <source>mean {mean} ± {sd}{unit}</source>
        <translation>moyenne {mean} ± {sd}{unit}</translation>
    </message>
    <message>
        <source>min {low}  max {high}</source>
        <translation>min {low}  max {high}</translation>
    </message>
    <message>
        <source>Axial</source>
        <translation>Axial</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>Sagittal</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>Coronal</translation>
    </message>
    <message>
        <source>Along the needle, sagittal</source>
        <translation>Le long de l&apos;aiguille, sagittal</translation>
    </message>
    <message>
        <source>Along the needle, axial</source>
        <translation>Le long de l&apos;aiguille, axial</translation>
    </message>
    <message>
        <source>Bull&apos;s-eye</source>
        <translation>Œil-de-bœuf</translation>
    </message>
    <message>
        <source>AP</source>
        <translation>Face</translation>
    </message>
    <message>
        <source>Straight through the table</source>
        <translation>Droit à travers la table</translation>
    </message>
    <message>
        <source>Lat</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>From the side</source>
        <translation>De côté</translation>
    </message>
    <message>
        <source>En face</source>
        <translation>Dans l&apos;axe</translation>
    </message>
    <message>
        <source>Down the needle: hub and tip on one point</source>
        <translation>Dans l&apos;axe de l&apos;aiguille : embase et pointe confondues</translation>
    </message>
    <message>
        <source>Prone</source>
        <translation>Procubitus</translation>
    </message>
    <message>
        <source>The patient lies prone; press for supine</source>
        <translation>Le patient est en procubitus ; appuyer pour décubitus</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>Inverser</translation>
    </message>
    <message>
        <source>Show it as from the other side of the table</source>
        <translation>Montrer comme de l&apos;autre côté de la table</translation>
    </message>
    <message>
        <source>3-D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>The 3-D picture in this place</source>
        <translation>L&apos;image 3-D à cette place</translation>
    </message>
    <message>
        <source>Supine</source>
        <translation>Décubitus</translation>
    </message>
    <message>
        <source>Straightened, sagittal</source>
        <translation>Redressée, sagittale</translation>
    </message>
    <message>
        <source>Straightened, coronal</source>
        <translation>Redressée, coronale</translation>
    </message>
    <message>
        <source>{plane}, oblique</source>
        <translation>{plane}, oblique</translation>
    </message>
    <message>
        <source>Loading {percent} %</source>
        <translation>Lecture {percent} %</translation>
    </message>
    <message>
        <source>registered for {levels} only: not here</source>
        <translation>recalées pour {levels} seulement : pas ici</translation>
    </message>
    <message>
        <source>registration out of date: the levels changed</source>
        <translation>recalage périmé : les niveaux ont changé</translation>
    </message>
    <message>
        <source>registration proposed: look and confirm</source>
        <translation>recalage proposé : regarder et confirmer</translation>
    </message>
    <message>
        <source>not registered</source>
        <translation>non recalée</translation>
    </message>
    <message>
        <source>not registered to the plan</source>
        <translation>non recalée sur le plan</translation>
    </message>
    <message>
        <source>{series} shown over it, registered</source>
        <translation>{series} superposée, recalée</translation>
    </message>
    <message>
        <source>{series} shown over it, not confirmed</source>
        <translation>{series} superposée, non confirmée</translation>
    </message>
    <message>
        <source>registered, confirmed by {who}, {levels} only</source>
        <translation>recalées, confirmées par {who}, {levels} seulement</translation>
    </message>
    <message>
        <source>{mm} mm slice</source>
        <translation>coupe {mm} mm</translation>
    </message>
    <message>
        <source>MIP</source>
        <translation>MIP</translation>
    </message>
    <message>
        <source>MinIP</source>
        <translation>MinIP</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Moyenne</translation>
    </message>
    <message>
        <source>{mode} {mm} mm</source>
        <translation>{mode} {mm} mm</translation>
    </message>
    <message>
        <source>depth {mm} mm</source>
        <translation>profondeur {mm} mm</translation>
    </message>
    <message>
        <source>turned {deg}°</source>
        <translation>tourné de {deg}°</translation>
    </message>
    <message>
        <source>Zoom {percent} %</source>
        <translation>Zoom {percent} %</translation>
    </message>
    <message>
        <source>W {width}  L {centre}</source>
        <translation>W {width}  L {centre}</translation>
    </message>
    <message>
        <source>No images yet</source>
        <translation>Pas encore d&apos;images</translation>
    </message>
    <message>
        <source>Open a folder, a zip or a CD, or drop it here</source>
        <translation>Ouvrez un dossier, un zip ou un CD, ou déposez-le ici</translation>
    </message>
    <message>
        <source>No needle yet</source>
        <translation>Pas encore d&apos;aiguille</translation>
    </message>
    <message>
        <source>Press N, click the target, then the entry</source>
        <translation>Touche N, puis clic sur la cible et sur l&apos;entrée</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>Os</translation>
    </message>
    <message>
        <source>Bone, ray cast</source>
        <translation>Os, lancer de rayons</translation>
    </message>
    <message>
        <source>Soft</source>
        <translation>Mous</translation>
    </message>
    <message>
        <source>Soft tissue, ray cast</source>
        <translation>Tissus mous, lancer de rayons</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>Surface</translation>
    </message>
    <message>
        <source>Bone surface</source>
        <translation>Surface osseuse</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Niveaux</translation>
    </message>
    <message>
        <source>Outlined vertebrae and structures alone; a click shows one vertebra, another all of them</source>
        <translation>Vertèbres et structures délimitées seules ; un clic montre une vertèbre, un autre toutes</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Coupe</translation>
    </message>
    <message>
        <source>Cut away what lies in front of the crosshair (a slab keeps its thickness)</source>
        <translation>Enlever ce qui est devant le réticule (une coupe épaisse garde son épaisseur)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>Tout montrer</translation>
    </message>
    <message>
        <source>X-ray</source>
        <translation>Rayons X</translation>
    </message>
    <message>
        <source>Virtual fluoroscopy in this place</source>
        <translation>Radioscopie virtuelle à cette place</translation>
    </message>
    <message>
        <source>From the front</source>
        <translation>De face</translation>
    </message>
    <message>
        <source>From the back</source>
        <translation>De dos</translation>
    </message>
    <message>
        <source>From the patient&apos;s left</source>
        <translation>De la gauche du patient</translation>
    </message>
    <message>
        <source>From the patient&apos;s right</source>
        <translation>De la droite du patient</translation>
    </message>
    <message>
        <source>From the head</source>
        <translation>De la tête</translation>
    </message>
    <message>
        <source>From the feet</source>
        <translation>Des pieds</translation>
    </message>
    <message>
        <source>The 3-D picture appears with the images</source>
        <translation>L&apos;image 3D vient avec les images</translation>
    </message>
    <message>
        <source>Preparing the 3-D picture …</source>
        <translation>Préparation de l&apos;image 3D …</translation>
    </message>
    <message>
        <source>{level} alone; click it again for all</source>
        <translation>{level} seule ; cliquer de nouveau pour toutes</translation>
    </message>
    <message>
        <source>Click one to see it alone</source>
        <translation>Cliquer pour en voir une seule</translation>
    </message>
    <message>
        <source>half resolution</source>
        <translation>demi-résolution</translation>
    </message>
    <message>
        <source>Soft tissue</source>
        <translation>Tissus mous</translation>
    </message>
    <message>
        <source>Bone surface from {hu} HU</source>
        <translation>Surface osseuse dès {hu} HU</translation>
    </message>
    <message>
        <source>being made …</source>
        <translation>en préparation …</translation>
    </message>
    <message>
        <source>Half resolution</source>
        <translation>Demi-résolution</translation>
    </message>
    <message>
        <source>Bone from {hu} HU</source>
        <translation>Os dès {hu} HU</translation>
    </message>
    <message>
        <source>3-D picture</source>
        <translation>Image 3D</translation>
    </message>
    <message>
        <source>The 3-D picture could not be made: {why}</source>
        <translation>L&apos;image 3D n&apos;a pas pu être faite : {why}</translation>
    </message>
    <message>
        <source>Virtual fluoroscopy</source>
        <translation>Radioscopie virtuelle</translation>
    </message>
    <message>
        <source>Virtual fluoroscopy needs a CT</source>
        <translation>La radioscopie virtuelle demande un scanner</translation>
    </message>
    <message>
        <source>Preparing the radiograph …</source>
        <translation>Préparation de la radiographie …</translation>
    </message>
    <message>
        <source>Out of reach: {why}</source>
        <translation>Hors de portée : {why}</translation>
    </message>
    <message>
        <source>flipped left to right</source>
        <translation>inversé droite-gauche</translation>
    </message>
    <message>
        <source>{level}: which vertebra is it?</source>
        <translation>{level} : quelle vertèbre est-ce ?</translation>
    </message>
    <message>
        <source>{level}, as counted</source>
        <translation>{level}, comme compté</translation>
    </message>
    <message>
        <source>Insert a level here</source>
        <translation>Insérer un niveau ici</translation>
    </message>
    <message>
        <source>Remove {level}</source>
        <translation>Retirer {level}</translation>
    </message>
    <message>
        <source>along the canal</source>
        <translation>le long du canal</translation>
    </message>
    <message>
        <source>along the marks</source>
        <translation>le long des repères</translation>
    </message>
    <message>
        <source>Not registered to the plan</source>
        <translation>Non recalée sur le plan</translation>
    </message>
    <message>
        <source>Show a series in the plan&apos;s frame of reference</source>
        <translation>Montrer une série dans le repère du plan</translation>
    </message>
    <message>
        <source>No line of the spine yet</source>
        <translation>Pas encore de ligne du rachis</translation>
    </message>
    <message>
        <source>Find the levels, or name four bodies by clicking them</source>
        <translation>Trouver les niveaux, ou nommer quatre corps d&apos;un clic</translation>
    </message>
    <message>
        <source>Surfaces of the vertebrae</source>
        <translation>Surfaces des vertèbres</translation>
    </message>
    <message>
        <source>Nothing lay on the wrong side of the line.</source>
        <translation>Rien n&apos;était du mauvais côté de la ligne.</translation>
    </message>
    <message>
        <source>the plan as it is now</source>
        <translation>le plan tel qu’il est</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>dehors</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Marge</translation>
    </message>
    <message>
        <source>This registration is confirmed; press Change before you pair again.</source>
        <translation>Ce recalage est confirmé ; appuyez sur Modifier avant d’apparier à nouveau.</translation>
    </message>
    <message>
        <source>This is neither of the two series that are being paired.</source>
        <translation>Ce n’est aucune des deux séries en cours d’appariement.</translation>
    </message>
    <message>
        <source>This tool works in the flat views; on the straightened spine levels and outlines are edited.</source>
        <translation>Cet outil travaille dans les vues planes ; sur le rachis redressé on corrige niveaux et contours.</translation>
    </message>
</context>
<context>
    <name>AblationSection</name>
    <message>
        <source>Needle of the zone</source>
        <translation>Aiguille de la zone</translation>
    </message>
    <message>
        <source>Enter a zone (from the IFU)</source>
        <translation>Saisir une zone (de la notice)</translation>
    </message>
    <message>
        <source>Ablation zones</source>
        <translation>Zones d&apos;ablation</translation>
    </message>
    <message>
        <source>Back 1 mm</source>
        <translation>Reculer 1 mm</translation>
    </message>
    <message>
        <source>Towards the entry</source>
        <translation>Vers l&apos;entrée</translation>
    </message>
    <message>
        <source>On 1 mm</source>
        <translation>Avancer 1 mm</translation>
    </message>
    <message>
        <source>Deeper</source>
        <translation>Plus profond</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>at most </source>
        <translation>au plus </translation>
    </message>
    <message>
        <source>Most zones</source>
        <translation>Nombre maximal de zones</translation>
    </message>
    <message>
        <source>Suggest positions</source>
        <translation>Suggérer des positions</translation>
    </message>
    <message>
        <source>Fewest zones of the selected size that cover the lesion and stay 5 mm from the canal</source>
        <translation>Le moins de zones de la taille choisie qui couvrent la lésion et restent à 5 mm du canal</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Couverture</translation>
    </message>
    <message>
        <source>Distances of the zones</source>
        <translation>Distances des zones</translation>
    </message>
    <message>
        <source>Thermal dose (CEM43)</source>
        <translation>Dose thermique (CEM43)</translation>
    </message>
    <message>
        <source>Put it on the checklist</source>
        <translation>Mettre dans la liste de contrôle</translation>
    </message>
    <message>
        <source>ABLATION</source>
        <translation>ABLATION</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Actif</translation>
    </message>
    <message>
        <source>left</source>
        <translation>gauche</translation>
    </message>
    <message>
        <source>right</source>
        <translation>droite</translation>
    </message>
    <message>
        <source>midline</source>
        <translation>ligne médiane</translation>
    </message>
    <message>
        <source>Needle {n}, {side}</source>
        <translation>Aiguille {n}, {side}</translation>
    </message>
    <message>
        <source>Entered by {by}; {source}</source>
        <translation>Saisi par {by} ; {source}</translation>
    </message>
    <message>
        <source>, pair</source>
        <translation>, paire</translation>
    </message>
    <message>
        <source>, bent {deg:g}°</source>
        <translation>, courbée de {deg:g}°</translation>
    </message>
    <message>
        <source>{percent:.0f} %, {ml:.1f} mL left</source>
        <translation>{percent:.0f} %, reste {ml:.1f} mL</translation>
    </message>
    <message>
        <source>Lesion covered</source>
        <translation>Lésion couverte</translation>
    </message>
    <message>
        <source>With {mm:g} mm margin</source>
        <translation>Avec marge de {mm:g} mm</translation>
    </message>
    <message>
        <source>Least margin</source>
        <translation>Marge minimale</translation>
    </message>
    <message>
        <source>No lesion is painted here: coverage is unknown.</source>
        <translation>Aucune lésion peinte ici : couverture inconnue.</translation>
    </message>
    <message>
        <source>Prepare:</source>
        <translation>Préparer :</translation>
    </message>
    <message>
        <source>Zone to canal</source>
        <translation>De la zone au canal</translation>
    </message>
    <message>
        <source>Zone to foramen and root</source>
        <translation>De la zone au foramen et à la racine</translation>
    </message>
    <message>
        <source>Zone to end plate</source>
        <translation>De la zone au plateau</translation>
    </message>
    <message>
        <source>Zone to skin</source>
        <translation>De la zone à la peau</translation>
    </message>
    <message>
        <source>Zone to bowel</source>
        <translation>De la zone à l&apos;intestin</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>Not labelled in this plan</source>
        <translation>Non délimité dans ce plan</translation>
    </message>
    <message>
        <source>{mm:.1f} mm inside</source>
        <translation>{mm:.1f} mm dedans</translation>
    </message>
    <message>
        <source>Move ablation</source>
        <translation>Déplacer l&apos;ablation</translation>
    </message>
    <message>
        <source>Paint the lesion first: there is nothing to cover.</source>
        <translation>Peindre d&apos;abord la lésion : il n&apos;y a rien à couvrir.</translation>
    </message>
    <message>
        <source>Suggestion: {n} zones cover {percent:.0f} % of the lesion; more is not possible so.</source>
        <translation>Suggestion : {n} zones couvrent {percent:.0f} % de la lésion ; pas davantage ainsi.</translation>
    </message>
    <message>
        <source>{level}: prepare {what}</source>
        <translation>{level} : préparer {what}</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Open a &amp;folder or CD…</source>
        <translation>Ouvrir un &amp;dossier ou un CD…</translation>
    </message>
    <message>
        <source>Open a &amp;file, zip or plan…</source>
        <translation>Ouvrir un &amp;fichier, un zip ou un plan…</translation>
    </message>
    <message>
        <source>Open &amp;labels…</source>
        <translation>Ouvrir des é&amp;tiquettes…</translation>
    </message>
    <message>
        <source>Open the &amp;demo patient</source>
        <translation>Ouvrir le patient de dé&amp;monstration</translation>
    </message>
    <message>
        <source>&amp;Close the patient</source>
        <translation>&amp;Fermer le patient</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Enregistrer</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Enregistrer &amp;sous…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>&amp;Report…</source>
        <translation>&amp;Rapport…</translation>
    </message>
    <message>
        <source>Se&amp;ttings</source>
        <translation>&amp;Réglages</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>&amp;Touches et souris</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>&amp;Plein écran</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>Undo {step}</source>
        <translation>Annuler {step}</translation>
    </message>
    <message>
        <source>Redo {step}</source>
        <translation>Rétablir {step}</translation>
    </message>
</context>
<context>
    <name>AfterPanel</name>
    <message>
        <source>Open the CT made after the procedure</source>
        <translation>Ouvrez le scanner fait après le geste</translation>
    </message>
    <message>
        <source>It appears beside the planning CT. It must be of the same patient.</source>
        <translation>Il apparaît à côté du scanner du plan. Il doit être du même patient.</translation>
    </message>
    <message>
        <source>Open the CT afterwards…</source>
        <translation>Ouvrir le scanner de contrôle…</translation>
    </message>
    <message>
        <source>Show both side by side</source>
        <translation>Montrer les deux côte à côte</translation>
    </message>
    <message>
        <source>NOT BUILT YET</source>
        <translation>PAS ENCORE CONSTRUIT</translation>
    </message>
    <message>
        <source>Registration of the two CTs, the needle achieved against the needle planned, cement volume and leaks by compartment, and the follow-up of pain and disability. Until the two series are registered they are never shown as aligned.</source>
        <translation>Le recalage des deux scanners, l&apos;aiguille obtenue par rapport à celle prévue, le volume de ciment et les fuites par compartiment, le suivi de la douleur et du handicap. Tant que les deux séries ne sont pas recalées, elles ne sont jamais montrées comme alignées.</translation>
    </message>
</context>
<context>
    <name>ApproachWords</name>
    <message>
        <source>At risk: {risks}. Usual angle: {axial} ({trust}).</source>
        <translation>À risque : {risks}. Angle habituel : {axial} ({trust}).</translation>
    </message>
    <message>
        <source>Not marked, so not measured: {names}.</source>
        <translation>Non marqué, donc non mesuré : {names}.</translation>
    </message>
    <message>
        <source>{why} {when}
Entry: {entry}. Target: {target}. Position: {position}, {guidance}. Gauge: {gauge}. Anaesthesia: {anaesthesia}.</source>
        <translation>{why} {when}
Entrée : {entry}. Cible : {target}. Position : {position}, {guidance}. Calibre : {gauge}. Anesthésie : {anaesthesia}.</translation>
    </message>
</context>
<context>
    <name>CementDetails</name>
    <message>
        <source>Material</source>
        <translation>Matériau</translation>
    </message>
    <message>
        <source>Why a volume outside the band</source>
        <translation>Pourquoi un volume hors de la plage</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Syringe</source>
        <translation>Seringue</translation>
    </message>
    <message>
        <source>Bore</source>
        <translation>Lumière</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Longueur</translation>
    </message>
    <message>
        <source>What stays behind for every needle, in cannula and syringe</source>
        <translation>Ce qui reste pour chaque aiguille, dans la canule et la seringue</translation>
    </message>
    <message>
        <source>low</source>
        <translation>faible</translation>
    </message>
    <message>
        <source>high</source>
        <translation>élevée</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>Viscosity: {viscosity}. Opacifier: {opaque}. {source} ({trust}).</source>
        <translation>Viscosité : {viscosity}. Opacifiant : {opaque}. {source} ({trust}).</translation>
    </message>
    <message>
        <source>The simulated spread does not depend on the material: no source gives a rule.</source>
        <translation>La diffusion simulée ne dépend pas du matériau : aucune source ne donne de règle.</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>non choisi</translation>
    </message>
    <message>
        <source>left</source>
        <translation>gauche</translation>
    </message>
    <message>
        <source>right</source>
        <translation>droite</translation>
    </message>
    <message>
        <source>midline</source>
        <translation>ligne médiane</translation>
    </message>
    <message>
        <source>Share of needle {n}</source>
        <translation>Part de l&apos;aiguille {n}</translation>
    </message>
    <message>
        <source>Needle {n}, {side}</source>
        <translation>Aiguille {n}, {side}</translation>
    </message>
    <message>
        <source>Mix at least {total:.1f} mL: {cannula:.2f} mL stays in each cannula.</source>
        <translation>Mélanger au moins {total:.1f} mL : {cannula:.2f} mL restent dans chaque canule.</translation>
    </message>
</context>
<context>
    <name>CementScale</name>
    <message>
        <source>, chosen {ml:.1f} mL</source>
        <translation>, choisi {ml:.1f} mL</translation>
    </message>
    <message>
        <source>Band {low:.1f} to {high:.1f} mL</source>
        <translation>Intervalle de {low:.1f} à {high:.1f} mL</translation>
    </message>
</context>
<context>
    <name>CementSection</name>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Cement volume</source>
        <translation>Volume de ciment</translation>
    </message>
    <message>
        <source>Fit the body</source>
        <translation>Ajuster le corps</translation>
    </message>
    <message>
        <source>Drag its handles in the images</source>
        <translation>Tirez ses poignées dans les images</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Choisi</translation>
    </message>
    <message>
        <source>CEMENT {level}</source>
        <translation>CIMENT {level}</translation>
    </message>
    <message>
        <source>No published size for this level: no band can be given.</source>
        <translation>Pas de taille publiée pour ce niveau : aucun intervalle.</translation>
    </message>
    <message>
        <source>as outlined</source>
        <translation>comme délimité</translation>
    </message>
    <message>
        <source>as marked</source>
        <translation>comme marqué</translation>
    </message>
    <message>
        <source>suggestion from mean sizes</source>
        <translation>suggestion d&apos;après des tailles moyennes</translation>
    </message>
    <message>
        <source>Body {ml:.1f} mL ({origin}); band {low:.1f} to {high:.1f} mL</source>
        <translation>Corps {ml:.1f} mL ({origin}) ; intervalle de {low:.1f} à {high:.1f} mL</translation>
    </message>
    <message>
        <source>, from filling the lytic lesion</source>
        <translation>, à partir du remplissage de la lésion lytique</translation>
    </message>
    <message>
        <source>{low:g}-{high:g} % of the body ({words}); hover the ticks for the studies. {note}</source>
        <translation>{low:g}-{high:g} % du corps ({words}) ; survolez les traits pour les études. {note}</translation>
    </message>
    <message>
        <source>Session: {ml:.1f} mL, levels: {n}</source>
        <translation>Séance : {ml:.1f} mL, niveaux : {n}</translation>
    </message>
    <message>
        <source>{percent:.0f} % of the body: outside the band</source>
        <translation>{percent:.0f} % du corps : hors de l&apos;intervalle</translation>
    </message>
</context>
<context>
    <name>Checklist</name>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fait</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>sans objet</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>problème</translation>
    </message>
    <message>
        <source>required</source>
        <translation>requis</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>recommandé</translation>
    </message>
    <message>
        <source>for information</source>
        <translation>pour information</translation>
    </message>
</context>
<context>
    <name>ChecklistSection</name>
    <message>
        <source>Checklist template</source>
        <translation>Modèle de la liste de contrôle</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Montrer</translation>
    </message>
    <message>
        <source>Go to what this rests on</source>
        <translation>Aller à ce qui le fonde</translation>
    </message>
    <message>
        <source>Note or reason</source>
        <translation>Note ou raison</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fait</translation>
    </message>
    <message>
        <source>Key D in the list</source>
        <translation>Touche D dans la liste</translation>
    </message>
    <message>
        <source>Does not apply</source>
        <translation>Sans objet</translation>
    </message>
    <message>
        <source>Key N in the list</source>
        <translation>Touche N dans la liste</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problème</translation>
    </message>
    <message>
        <source>Key P in the list</source>
        <translation>Touche P dans la liste</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Rouvrir</translation>
    </message>
    <message>
        <source>version {n}</source>
        <translation>version {n}</translation>
    </message>
    <message>
        <source>Choose an item of the list.</source>
        <translation>Choisir un point de la liste.</translation>
    </message>
    <message>
        <source>Suggestion: {text}</source>
        <translation>Suggestion : {text}</translation>
    </message>
    <message>
        <source>{words} · {name}, {when}</source>
        <translation>{words} · {name}, {when}</translation>
    </message>
    <message>
        <source>{words} · by the software</source>
        <translation>{words} · par le logiciel</translation>
    </message>
    <message>
        <source>Say in the note what the problem is.</source>
        <translation>Dire dans la note quel est le problème.</translation>
    </message>
</context>
<context>
    <name>ChecklistView</name>
    <message>
        <source>Checklist</source>
        <translation>Liste de contrôle</translation>
    </message>
</context>
<context>
    <name>CommentsSection</name>
    <message>
        <source>What the comment is about</source>
        <translation>Ce que vise le commentaire</translation>
    </message>
    <message>
        <source>Write a comment; what you see now is kept with it</source>
        <translation>Écrire un commentaire ; ce que vous voyez est gardé avec lui</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commentaire</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Show what the author saw</source>
        <translation>Montrer ce que voyait l&apos;auteur</translation>
    </message>
    <message>
        <source>Resolved by {name}</source>
        <translation>Résolu par {name}</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Rouvrir</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>Résoudre</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Répondre</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
</context>
<context>
    <name>CompareSheet</name>
    <message>
        <source>Side by side</source>
        <translation>Côte à côte</translation>
    </message>
    <message>
        <source>ITEM</source>
        <translation>POINT</translation>
    </message>
    <message>
        <source>OLDER</source>
        <translation>AVANT</translation>
    </message>
    <message>
        <source>NEWER</source>
        <translation>APRÈS</translation>
    </message>
    <message>
        <source>The two do not differ.</source>
        <translation>Les deux ne diffèrent pas.</translation>
    </message>
    <message>
        <source>Both: the older needles hollow and grey, crossed at the target</source>
        <translation>Les deux : les aiguilles plus anciennes creuses et grises, avec une croix à la cible</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Plus ancien</translation>
    </message>
    <message>
        <source>Newer</source>
        <translation>Plus récent</translation>
    </message>
</context>
<context>
    <name>CoveragePlot</name>
    <message>
        <source>Coverage by margin</source>
        <translation>Couverture selon la marge</translation>
    </message>
    <message>
        <source>margin around the lesion, mm</source>
        <translation>marge autour de la lésion, mm</translation>
    </message>
    <message>
        <source>covered, %</source>
        <translation>couvert, %</translation>
    </message>
</context>
<context>
    <name>DecideDesk</name>
    <message>
        <source>Usual order</source>
        <translation>Ordre habituel</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tableau</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Bar: predicted. Diamond: observed. Number: per cent alive. Estimates of groups.</source>
        <translation>Barre : prévu. Losange : observé. Nombre : pour cent en vie. Estimations de groupes.</translation>
    </message>
    <message>
        <source>Outside speaks for treating; a gap is not known.</source>
        <translation>Vers l’extérieur est en faveur du traitement ; une lacune n’est pas connue.</translation>
    </message>
    <message>
        <source>Too little is known for a picture.</source>
        <translation>On en sait trop peu pour une image.</translation>
    </message>
    <message>
        <source>the order of the spine</source>
        <translation>l&apos;ordre du rachis</translation>
    </message>
    <message>
        <source>Sorted by {names}; unknown stands between yes and no.</source>
        <translation>Trié par {names} ; l&apos;inconnu est entre oui et non.</translation>
    </message>
    <message>
        <source>A proposal for reading, by software convention; click a heading to put it first.</source>
        <translation>Une proposition de lecture, par convention du logiciel ; cliquer un titre le met en premier.</translation>
    </message>
</context>
<context>
    <name>DecidePanel</name>
    <message>
        <source>ANSWERS ABOUT THE PATIENT</source>
        <translation>RÉPONSES SUR LE PATIENT</translation>
    </message>
    <message>
        <source>SCORES OF THE PATIENT</source>
        <translation>SCORES DU PATIENT</translation>
    </message>
    <message>
        <source>Scores are estimates of groups; none of them orders a treatment. The choice is yours alone.</source>
        <translation>Les scores sont des estimations de groupes ; aucun n&apos;ordonne un traitement. Le choix est le vôtre seul.</translation>
    </message>
    <message>
        <source>Thresholds of this department</source>
        <translation>Seuils de ce service</translation>
    </message>
    <message>
        <source>For and against</source>
        <translation>Pour et contre</translation>
    </message>
    <message>
        <source>Open images first</source>
        <translation>Ouvrir d&apos;abord les images</translation>
    </message>
    <message>
        <source>ANSWERS ABOUT {level}</source>
        <translation>RÉPONSES SUR {level}</translation>
    </message>
    <message>
        <source>SCORES OF {level}</source>
        <translation>SCORES DE {level}</translation>
    </message>
    <message>
        <source>Name levels first</source>
        <translation>Nommez d&apos;abord les niveaux</translation>
    </message>
    <message>
        <source>Stage Levels: click each vertebral body.</source>
        <translation>Étape Niveaux : clic sur chaque corps vertébral.</translation>
    </message>
    <message>
        <source>Choose a level in the table or on the board; answer, look, decide.</source>
        <translation>Choisir un niveau dans le tableau ou la colonne ; répondre, regarder, décider.</translation>
    </message>
    <message>
        <source>Which level will you treat?</source>
        <translation>Quel niveau traiterez-vous ?</translation>
    </message>
    <message>
        <source>To treat: {levels}</source>
        <translation>À traiter : {levels}</translation>
    </message>
    <message>
        <source>Next: Plan.</source>
        <translation>Ensuite : Plan.</translation>
    </message>
</context>
<context>
    <name>DecisionCard</name>
    <message>
        <source>Reason</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Reason of the decision</source>
        <translation>Raison de la décision</translation>
    </message>
    <message>
        <source>Treat</source>
        <translation>Traiter</translation>
    </message>
    <message>
        <source>Do not treat</source>
        <translation>Ne pas traiter</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>Non décidé</translation>
    </message>
    <message>
        <source>Symptomatic</source>
        <translation>Symptomatique</translation>
    </message>
    <message>
        <source>The patient&apos;s pain comes from here; infiltrated is another thing.</source>
        <translation>La douleur du patient vient d&apos;ici ; infiltré est autre chose.</translation>
    </message>
    <message>
        <source>Treat {level}?</source>
        <translation>Traiter {level} ?</translation>
    </message>
    <message>
        <source>Chosen, nobody has signed it.</source>
        <translation>Choisi, personne n&apos;a signé.</translation>
    </message>
    <message>
        <source>Nobody has decided yet.</source>
        <translation>Personne n&apos;a encore décidé.</translation>
    </message>
    <message>
        <source>{what} · {who} · no reason given</source>
        <translation>{what} · {who} · sans raison donnée</translation>
    </message>
</context>
<context>
    <name>EmptyImages</name>
    <message>
        <source>Open a patient&apos;s CT</source>
        <translation>Ouvrez le scanner d&apos;un patient</translation>
    </message>
    <message>
        <source>Drop a folder, a zip, a CD or a plan here. Nothing leaves this computer.</source>
        <translation>Déposez ici un dossier, un zip, un CD ou un plan. Rien ne quitte cet ordinateur.</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Ouvrir un dossier…</translation>
    </message>
    <message>
        <source>Try the demo patient</source>
        <translation>Essayer le patient de démonstration</translation>
    </message>
</context>
<context>
    <name>FactForm</name>
    <message>
        <source>Confirm the suggestions</source>
        <translation>Confirmer les suggestions</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Tumour and metastases</source>
        <translation>Tumeur et métastases</translation>
    </message>
    <message>
        <source>General condition</source>
        <translation>État général</translation>
    </message>
    <message>
        <source>Neurology</source>
        <translation>Neurologie</translation>
    </message>
    <message>
        <source>Pain</source>
        <translation>Douleur</translation>
    </message>
    <message>
        <source>Disability (ODI)</source>
        <translation>Incapacité (ODI)</translation>
    </message>
    <message>
        <source>Laboratory</source>
        <translation>Laboratoire</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Sécurité</translation>
    </message>
    <message>
        <source>Earlier treatment</source>
        <translation>Traitements antérieurs</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>Stabilité</translation>
    </message>
    <message>
        <source>Vertebra and lesion on images</source>
        <translation>Vertèbre et lésion à l&apos;imagerie</translation>
    </message>
    <message>
        <source>Confirm the suggestion</source>
        <translation>Confirmer la suggestion</translation>
    </message>
    <message>
        <source>Confirm {what}</source>
        <translation>Confirmer {what}</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>Suggestion</translation>
    </message>
    <message>
        <source>Its registration has changed or is gone; confirm again or clear</source>
        <translation>Son recalage a changé ou n’existe plus ; confirmer de nouveau ou effacer</translation>
    </message>
    <message>
        <source>Software says {value}</source>
        <translation>Le logiciel dit {value}</translation>
    </message>
    <message>
        <source>Confirm the {n} suggestions</source>
        <translation>Confirmer les {n} suggestions</translation>
    </message>
    <message>
        <source>Confirm suggestions of</source>
        <translation>Confirmer les suggestions de</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Images, zips and plans (*)</source>
        <translation>Images, zips et plans (*)</translation>
    </message>
    <message>
        <source>Plans (*.spineplan)</source>
        <translation>Plans (*.spineplan)</translation>
    </message>
    <message>
        <source>Zips (*.zip)</source>
        <translation>Zips (*.zip)</translation>
    </message>
    <message>
        <source>NIfTI (*.nii *.nii.gz)</source>
        <translation>NIfTI (*.nii *.nii.gz)</translation>
    </message>
    <message>
        <source>Label maps (*.nii *.nii.gz *.nrrd *.nhdr *.dcm)</source>
        <translation>Cartes d&apos;étiquettes (*.nii *.nii.gz *.nrrd *.nhdr *.dcm)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
</context>
<context>
    <name>FillingSection</name>
    <message>
        <source>SIMULATED FILLING</source>
        <translation>REMPLISSAGE SIMULÉ</translation>
    </message>
    <message>
        <source>A geometric simulation, not a prediction. Unvalidated.</source>
        <translation>Une simulation géométrique, pas une prédiction. Non validée.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Lire</translation>
    </message>
    <message>
        <source>Fill from nothing to the target</source>
        <translation>Remplir de rien jusqu&apos;à la cible</translation>
    </message>
    <message>
        <source>Cement shown</source>
        <translation>Ciment montré</translation>
    </message>
    <message>
        <source>At this volume</source>
        <translation>À ce volume</translation>
    </message>
    <message>
        <source>Stop at the posterior quarter</source>
        <translation>S&apos;arrêter au quart postérieur</translation>
    </message>
    <message>
        <source>Practice, textbook standard: also at any leak and at resistance</source>
        <translation>Usage des manuels : aussi à toute fuite et à la résistance</translation>
    </message>
    <message>
        <source>Accepted leak</source>
        <translation>Fuite acceptée</translation>
    </message>
    <message>
        <source>Into disc, veins at the sides, tissue beside, needle tract. Never the canal.</source>
        <translation>Dans le disque, les veines latérales, les tissus voisins, le trajet. Jamais le canal.</translation>
    </message>
    <message>
        <source>Accepted leak, not into canal or foramen</source>
        <translation>Fuite acceptée, pas dans canal ou foramen</translation>
    </message>
    <message>
        <source>Take this volume</source>
        <translation>Prendre ce volume</translation>
    </message>
    <message>
        <source>RISKS, AND WHEN THEY BEGIN</source>
        <translation>RISQUES, ET QUAND ILS COMMENCENT</translation>
    </message>
    <message>
        <source>Risks</source>
        <translation>Risques</translation>
    </message>
    <message>
        <source>Choose a volume to see how it might spread.</source>
        <translation>Choisir un volume pour voir comment il pourrait se répandre.</translation>
    </message>
    <message>
        <source>Simulating …</source>
        <translation>Simulation …</translation>
    </message>
    <message>
        <source>{ml:.1f} mL</source>
        <translation>{ml:.1f} mL</translation>
    </message>
    <message>
        <source>Take {ml:.1f} mL</source>
        <translation>Prendre {ml:.1f} mL</translation>
    </message>
</context>
<context>
    <name>FindAgain</name>
    <message>
        <source>Keep what is there</source>
        <translation>Garder ce qui est là</translation>
    </message>
    <message>
        <source>Find and replace</source>
        <translation>Chercher et remplacer</translation>
    </message>
    <message>
        <source>Discs, marks and outlines of {n} levels that nobody confirmed are replaced, with what was corrected or painted there. Confirmed levels keep theirs. Undo brings all of it back.</source>
        <translation>Disques, repères et contours de {n} niveaux que personne n’a confirmés sont remplacés, avec ce qui y était corrigé ou peint. Les niveaux confirmés gardent les leurs. Annuler ramène tout.</translation>
    </message>
</context>
<context>
    <name>FindingsBar</name>
    <message>
        <source>All findings</source>
        <translation>Toutes les constatations</translation>
    </message>
    <message>
        <source>All findings  (Alt+F)</source>
        <translation>Toutes les constatations  (Alt+F)</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Montrer</translation>
    </message>
    <message>
        <source>No findings</source>
        <translation>Aucune constatation</translation>
    </message>
    <message>
        <source>Findings appear here</source>
        <translation>Les constatations apparaissent ici</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>et {n} autres</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Sécurité</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Information</translation>
    </message>
</context>
<context>
    <name>Folds</name>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>replié</translation>
    </message>
</context>
<context>
    <name>GuidanceChoice</name>
    <message>
        <source>Guidance</source>
        <translation>Guidage</translation>
    </message>
    <message>
        <source>Enter your own error of this guidance</source>
        <translation>Saisir votre propre erreur de ce guidage</translation>
    </message>
    <message>
        <source>Own error</source>
        <translation>Erreur propre</translation>
    </message>
    <message>
        <source>Guided by</source>
        <translation>Guidé par</translation>
    </message>
    <message>
        <source>Error at the tip</source>
        <translation>Erreur à la pointe</translation>
    </message>
    <message>
        <source>Error of the direction</source>
        <translation>Erreur de direction</translation>
    </message>
    <message>
        <source>Entered by</source>
        <translation>Saisi par</translation>
    </message>
    <message>
        <source>Source (own series, device)</source>
        <translation>Source (propre série, dispositif)</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>Utiliser ces valeurs</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Publié</translation>
    </message>
    <message>
        <source>The published mean again</source>
        <translation>De nouveau la moyenne publiée</translation>
    </message>
    <message>
        <source>{name}, own ±{tip:g} mm</source>
        <translation>{name}, propre ±{tip:g} mm</translation>
    </message>
    <message>
        <source>{name}, ±{tip:g} mm</source>
        <translation>{name}, ±{tip:g} mm</translation>
    </message>
    <message>
        <source>Published mean: {tip:g} mm at the tip, {angle:g}° ({trust}). {source}.</source>
        <translation>Moyenne publiée : {tip:g} mm à la pointe, {angle:g}° ({trust}). {source}.</translation>
    </message>
    <message>
        <source>Entered by {who}, {when}: {tip:g} mm at the tip, {angle:g}°. {source}.</source>
        <translation>Saisi par {who}, {when} : {tip:g} mm à la pointe, {angle:g}°. {source}.</translation>
    </message>
</context>
<context>
    <name>HuProfile</name>
    <message>
        <source>Values along the needle</source>
        <translation>Valeurs le long de l&apos;aiguille</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrée</translation>
    </message>
    <message>
        <source>target</source>
        <translation>cible</translation>
    </message>
    <message>
        <source>mm from the entry</source>
        <translation>mm depuis l&apos;entrée</translation>
    </message>
    <message>
        <source>mm to canal, in bone</source>
        <translation>mm au canal, dans l&apos;os</translation>
    </message>
    <message>
        <source>value</source>
        <translation>valeur</translation>
    </message>
</context>
<context>
    <name>ImageBar</name>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>Window presets (0 auto, 1-9)</source>
        <translation>Fenêtres prédéfinies (0 auto, 1-9)</translation>
    </message>
    <message>
        <source>Overlays (Space)</source>
        <translation>Repères (Espace)</translation>
    </message>
    <message>
        <source>Reset angle, zoom, centre and window (R)</source>
        <translation>Rétablir angle, zoom, centre et fenêtre (R)</translation>
    </message>
    <message>
        <source>Keep this picture as a key image (K)</source>
        <translation>Garder cette image comme image clé (K)</translation>
    </message>
    <message>
        <source>Window: drag for brightness and contrast (W)</source>
        <translation>Fenêtre : tirez pour luminosité et contraste (W)</translation>
    </message>
    <message>
        <source>Zoom (Z, or right drag)</source>
        <translation>Zoom (Z, ou glisser à droite)</translation>
    </message>
    <message>
        <source>Pan (P, or middle drag)</source>
        <translation>Déplacer (P, ou glisser au milieu)</translation>
    </message>
    <message>
        <source>Crosshair (H, or Shift and move)</source>
        <translation>Réticule (H, ou Maj et bouger)</translation>
    </message>
    <message>
        <source>Length (L)</source>
        <translation>Longueur (L)</translation>
    </message>
    <message>
        <source>Angle (A)</source>
        <translation>Angle (A)</translation>
    </message>
    <message>
        <source>Region: mean and spread of the values in an ellipse</source>
        <translation>Région : moyenne et dispersion des valeurs dans une ellipse</translation>
    </message>
    <message>
        <source>Axial, sagittal, coronal, 3D</source>
        <translation>Axial, sagittal, coronal, 3D</translation>
    </message>
    <message>
        <source>Large sagittal, for counting levels</source>
        <translation>Grand sagittal, pour compter les niveaux</translation>
    </message>
    <message>
        <source>The spine straightened along its canal</source>
        <translation>Le rachis redressé le long de son canal</translation>
    </message>
    <message>
        <source>Along the needle: two planes that hold it, and the bull&apos;s-eye</source>
        <translation>Le long de l&apos;aiguille : deux plans qui la contiennent et l&apos;œil-de-bœuf</translation>
    </message>
    <message>
        <source>Compare two series</source>
        <translation>Comparer deux séries</translation>
    </message>
    <message>
        <source>One large view</source>
        <translation>Une grande vue</translation>
    </message>
    <message>
        <source>Slab: thick slices</source>
        <translation>Coupes épaisses</translation>
    </message>
    <message>
        <source>Slab thickness</source>
        <translation>Épaisseur de la coupe</translation>
    </message>
    <message>
        <source>Thin</source>
        <translation>Fine</translation>
    </message>
    <message>
        <source>MIP (brightest)</source>
        <translation>MIP (le plus clair)</translation>
    </message>
    <message>
        <source>MinIP (darkest)</source>
        <translation>MinIP (le plus sombre)</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Moyenne</translation>
    </message>
</context>
<context>
    <name>ImageLoading</name>
    <message>
        <source>Opening</source>
        <translation>Ouverture</translation>
    </message>
    <message>
        <source>Opening {series}</source>
        <translation>Ouverture de {series}</translation>
    </message>
    <message>
        <source>Reading images</source>
        <translation>Lecture des images</translation>
    </message>
</context>
<context>
    <name>IsthmusSection</name>
    <message>
        <source>PEDICLES AT THE ISTHMUS</source>
        <translation>PÉDICULES À L&apos;ISTHME</translation>
    </message>
    <message>
        <source>Across the pedicle&apos;s own axis. Drag the calipers or type; mm, outer to outer.</source>
        <translation>En travers de l&apos;axe du pédicule. Glisser les repères ou taper ; mm, de bord externe à bord externe.</translation>
    </message>
    <message>
        <source>△ The two pedicles differ by {mm:.1f} mm in width.</source>
        <translation>△ Les deux pédicules diffèrent de {mm:.1f} mm en largeur.</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Droite</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Gauche</translation>
    </message>
    <message>
        <source>RIGHT</source>
        <translation>DROITE</translation>
    </message>
    <message>
        <source>LEFT</source>
        <translation>GAUCHE</translation>
    </message>
    <message>
        <source>width </source>
        <translation>largeur </translation>
    </message>
    <message>
        <source>height </source>
        <translation>hauteur </translation>
    </message>
    <message>
        <source>{side} pedicle, width</source>
        <translation>Pédicule {side}, largeur</translation>
    </message>
    <message>
        <source>{side} pedicle, height</source>
        <translation>Pédicule {side}, hauteur</translation>
    </message>
    <message>
        <source>axial </source>
        <translation>axial </translation>
    </message>
    <message>
        <source>sagittal </source>
        <translation>sagittal </translation>
    </message>
    <message>
        <source>{side} pedicle, axial angle</source>
        <translation>Pédicule {side}, angle axial</translation>
    </message>
    <message>
        <source>{side} pedicle, sagittal angle</source>
        <translation>Pédicule {side}, angle sagittal</translation>
    </message>
    <message>
        <source>Convergence: + when the pedicle runs toward the midline in front</source>
        <translation>Convergence : + quand le pédicule va vers la ligne médiane en avant</translation>
    </message>
    <message>
        <source>+ when the pedicle rises toward the front</source>
        <translation>+ quand le pédicule monte vers l’avant</translation>
    </message>
    <message>
        <source>by {name}</source>
        <translation>par {name}</translation>
    </message>
    <message>
        <source>△ a guess: measure it</source>
        <translation>△ incertain : à mesurer</translation>
    </message>
    <message>
        <source>△ a guess: wall not seen all round</source>
        <translation>△ incertain : paroi non vue tout autour</translation>
    </message>
    <message>
        <source>△ a guess: pedicles do not lie or run so</source>
        <translation>△ incertain : un pédicule n’est pas placé ou dirigé ainsi</translation>
    </message>
    <message>
        <source>△ a guess: another outline is as likely</source>
        <translation>△ incertain : un autre contour est aussi probable</translation>
    </message>
    <message>
        <source>△ a guess: voxels too large for its size</source>
        <translation>△ incertain : voxels trop grands pour sa taille</translation>
    </message>
    <message>
        <source>suggestion</source>
        <translation>suggestion</translation>
    </message>
    <message>
        <source>suggestion, width ± {width:.1f}, height ± {height:.1f} mm</source>
        <translation>suggestion, largeur ± {width:.1f}, hauteur ± {height:.1f} mm</translation>
    </message>
</context>
<context>
    <name>IsthmusView</name>
    <message>
        <source>Cross-section of the {side} pedicle</source>
        <translation>Coupe du pédicule {side}</translation>
    </message>
    <message>
        <source>Across the pedicle at its narrowest; drag the ends of the calipers</source>
        <translation>En travers du pédicule au plus étroit ; glisser les bouts des repères</translation>
    </message>
</context>
<context>
    <name>JobArea</name>
    <message>
        <source>Cancel</source>
        <translation>Interrompre</translation>
    </message>
    <message>
        <source>{title} and {n} more</source>
        <translation>{title} et {n} autres</translation>
    </message>
</context>
<context>
    <name>KeptList</name>
    <message>
        <source>Key images and measurements</source>
        <translation>Images clés et mesures</translation>
    </message>
    <message>
        <source>Click to see it again, Delete removes it</source>
        <translation>Cliquer pour la revoir, Suppr la retire</translation>
    </message>
    <message>
        <source>Key image, {plane}</source>
        <translation>Image clé, {plane}</translation>
    </message>
    <message>
        <source>Its series is not open.</source>
        <translation>Sa série n&apos;est pas ouverte.</translation>
    </message>
</context>
<context>
    <name>LabelFollowUp</name>
    <message>
        <source>{n} vertebrae</source>
        <translation>{n} vertèbres</translation>
    </message>
    <message>
        <source>Parts of {level}</source>
        <translation>Parties de {level}</translation>
    </message>
</context>
<context>
    <name>LabelImporting</name>
    <message>
        <source>Reading {name}</source>
        <translation>Lecture de {name}</translation>
    </message>
    <message>
        <source>Looking at the file</source>
        <translation>Examen du fichier</translation>
    </message>
    <message>
        <source>TotalSegmentator is run on the plan&apos;s CT; these images are none.</source>
        <translation>TotalSegmentator travaille sur le scanner du plan ; ces images n&apos;en sont pas.</translation>
    </message>
    <message>
        <source>TotalSegmentator</source>
        <translation>TotalSegmentator</translation>
    </message>
    <message>
        <source>Reading labels</source>
        <translation>Lecture des étiquettes</translation>
    </message>
    <message>
        <source>Taking the labels</source>
        <translation>Reprise des étiquettes</translation>
    </message>
    <message>
        <source>The plan changed meanwhile; look at the labels again and take them then.</source>
        <translation>Le plan a changé entre-temps ; regarder de nouveau les étiquettes et les prendre alors.</translation>
    </message>
    <message>
        <source>Labels are being read already; wait for them or cancel.</source>
        <translation>Des étiquettes sont déjà en lecture ; attendre ou annuler.</translation>
    </message>
</context>
<context>
    <name>LabelList</name>
    <message>
        <source>Outlines</source>
        <translation>Contours</translation>
    </message>
    <message>
        <source>Ticked ones are seen; click one to go there and to work on it</source>
        <translation>Les cochés se voient ; cliquer pour y aller et y travailler</translation>
    </message>
    <message>
        <source>{level}   no outline</source>
        <translation>{level}   sans contour</translation>
    </message>
    <message>
        <source>{name}   {ml:.1f} mL</source>
        <translation>{name}   {ml:.1f} mL</translation>
    </message>
    <message>
        <source>Found by the software</source>
        <translation>Trouvé par le logiciel</translation>
    </message>
    <message>
        <source>From elsewhere</source>
        <translation>Venu d&apos;ailleurs</translation>
    </message>
    <message>
        <source>Painted here</source>
        <translation>Peint ici</translation>
    </message>
</context>
<context>
    <name>LabelOfferCard</name>
    <message>
        <source>Take</source>
        <translation>Prendre</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Laisser</translation>
    </message>
    <message>
        <source>These labels cannot be used</source>
        <translation>Ces étiquettes ne peuvent servir</translation>
    </message>
    <message>
        <source>Numbering of the labels</source>
        <translation>Numérotation des étiquettes</translation>
    </message>
    <message>
        <source>STRUCTURES AT RISK</source>
        <translation>STRUCTURES À RISQUE</translation>
    </message>
    <message>
        <source>Structures to take</source>
        <translation>Structures à prendre</translation>
    </message>
    <message>
        <source>Which numbering is this?</source>
        <translation>Quelle numérotation est-ce ?</translation>
    </message>
    <message>
        <source>Read it so</source>
        <translation>Lire ainsi</translation>
    </message>
    <message>
        <source>Read as {numbering}</source>
        <translation>Lu comme {numbering}</translation>
    </message>
    <message>
        <source>Vertebrae: {names}</source>
        <translation>Vertèbres : {names}</translation>
    </message>
    <message>
        <source>{names} share voxels with another label; each voxel goes to one of them only.</source>
        <translation>{names} partagent des voxels avec une autre étiquette ; chaque voxel va à une seule.</translation>
    </message>
    <message>
        <source>The labels are right: rename mine</source>
        <translation>Les étiquettes ont raison : renommer les miens</translation>
    </message>
    <message>
        <source>Mine are right: move the labels&apos; names by {n}</source>
        <translation>Les miens sont justes : décaler les noms des étiquettes de {n}</translation>
    </message>
    <message>
        <source>Mine are right: leave these out</source>
        <translation>Les miens sont justes : laisser celles-ci</translation>
    </message>
    <message>
        <source>{mine} is confirmed where the labels say {theirs}.</source>
        <translation>{mine} est confirmé là où les étiquettes disent {theirs}.</translation>
    </message>
    <message>
        <source>{mine} is confirmed {mm:.0f} mm from where the labels have it.</source>
        <translation>{mine} est confirmé à {mm:.0f} mm de l&apos;endroit des étiquettes.</translation>
    </message>
</context>
<context>
    <name>LabelSection</name>
    <message>
        <source>Outlines and labels</source>
        <translation>Contours et étiquettes</translation>
    </message>
    <message>
        <source>Labels from elsewhere, what is outlined, and the tools that edit it</source>
        <translation>Étiquettes venues d&apos;ailleurs, ce qui est délimité, et les outils pour le corriger</translation>
    </message>
    <message>
        <source>Open labels…</source>
        <translation>Ouvrir des étiquettes…</translation>
    </message>
    <message>
        <source>NIfTI, NRRD or DICOM SEG of this patient; or drop the file on the window</source>
        <translation>NIfTI, NRRD ou DICOM SEG de ce patient ; ou déposer le fichier sur la fenêtre</translation>
    </message>
    <message>
        <source>TotalSegmentator</source>
        <translation>TotalSegmentator</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Fast (3 mm)</source>
        <translation>Rapide (3 mm)</translation>
    </message>
    <message>
        <source>Minutes instead of an hour without a graphics card; coarser edges</source>
        <translation>Des minutes au lieu d&apos;une heure sans carte graphique ; bords plus grossiers</translation>
    </message>
    <message>
        <source>Open labels of this patient</source>
        <translation>Ouvrir des étiquettes de ce patient</translation>
    </message>
</context>
<context>
    <name>LabelTools</name>
    <message>
        <source>OUTLINES</source>
        <translation>CONTOURS</translation>
    </message>
    <message>
        <source>Vertebrae</source>
        <translation>Vertèbres</translation>
    </message>
    <message>
        <source>Structures</source>
        <translation>Structures</translation>
    </message>
    <message>
        <source>Tint</source>
        <translation>Teinte</translation>
    </message>
    <message>
        <source>Add structure</source>
        <translation>Ajouter une structure</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Take the outline or the structure away; an outline between two known discs is made anew</source>
        <translation>Retirer le contour ou la structure ; un contour entre deux disques connus est refait</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinceau</translation>
    </message>
    <message>
        <source>Paint what is chosen; Ctrl and a click choose</source>
        <translation>Peindre ce qui est choisi ; Ctrl et un clic choisissent</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Gomme</translation>
    </message>
    <message>
        <source>Take voxels away from what is chosen</source>
        <translation>Retirer des voxels à ce qui est choisi</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>Céder</translation>
    </message>
    <message>
        <source>Drag over a neighbour to take its voxels</source>
        <translation>Glisser sur un voisin pour prendre ses voxels</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Couper</translation>
    </message>
    <message>
        <source>Draw a line between the chosen level and its neighbour</source>
        <translation>Tracer une ligne entre le niveau choisi et son voisin</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Lisser</translation>
    </message>
    <message>
        <source>Round its surface off by a millimetre</source>
        <translation>Arrondir sa surface d&apos;un millimètre</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Remplir</translation>
    </message>
    <message>
        <source>Close holes and narrow gaps; of a structure also the slices between painted ones</source>
        <translation>Ferme trous et fentes étroites ; d&apos;une structure aussi les coupes entre les coupes peintes</translation>
    </message>
    <message>
        <source>Brush radius</source>
        <translation>Rayon du pinceau</translation>
    </message>
    <message>
        <source>3D (a ball)</source>
        <translation>3D (une boule)</translation>
    </message>
    <message>
        <source>Over other levels</source>
        <translation>Par-dessus d&apos;autres niveaux</translation>
    </message>
    <message>
        <source>Off: the brush leaves what belongs to another level</source>
        <translation>Éteint : le pinceau laisse ce qui appartient à un autre niveau</translation>
    </message>
    <message>
        <source>Only from</source>
        <translation>Seulement à partir de</translation>
    </message>
    <message>
        <source>Paint only voxels of at least this value</source>
        <translation>Ne peint que les voxels d&apos;au moins cette valeur</translation>
    </message>
    <message>
        <source>Lowest value painted</source>
        <translation>Plus petite valeur peinte</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Rayon</translation>
    </message>
    <message>
        <source>One stroke is one undo step. Ctrl and a click choose what is under the pointer.</source>
        <translation>Un trait est un pas d&apos;annulation. Ctrl et un clic choisissent ce qui est sous le pointeur.</translation>
    </message>
    <message>
        <source>One stroke is one undo step.</source>
        <translation>Un trait est un pas d&apos;annulation.</translation>
    </message>
    <message>
        <source>Drag over the neighbour&apos;s voxels that belong to the chosen level.</source>
        <translation>Glisser sur les voxels du voisin qui appartiennent au niveau choisi.</translation>
    </message>
    <message>
        <source>Draw a line along the disc; beyond its ends nothing changes.</source>
        <translation>Tracer une ligne le long du disque ; au-delà de ses bouts rien ne change.</translation>
    </message>
    <message>
        <source>Shaping {name}</source>
        <translation>Mise en forme de {name}</translation>
    </message>
    <message>
        <source>Shaping</source>
        <translation>Mise en forme</translation>
    </message>
    <message>
        <source>There was nothing to change.</source>
        <translation>Il n&apos;y avait rien à changer.</translation>
    </message>
</context>
<context>
    <name>LesionHistogram</name>
    <message>
        <source>Density of the lesion and of normal vertebrae</source>
        <translation>Densité de la lésion et des vertèbres normales</translation>
    </message>
</context>
<context>
    <name>LesionList</name>
    <message>
        <source>Lesions</source>
        <translation>Lésions</translation>
    </message>
    <message>
        <source>{ml:.1f} mL</source>
        <translation>{ml:.1f} mL</translation>
    </message>
    <message>
        <source>not painted</source>
        <translation>non peinte</translation>
    </message>
</context>
<context>
    <name>LesionToolbox</name>
    <message>
        <source>Fill</source>
        <translation>Remplir</translation>
    </message>
    <message>
        <source>Fill the slices between painted ones</source>
        <translation>Remplir les coupes entre les coupes peintes</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Seuil</translation>
    </message>
    <message>
        <source>All of the vertebra within the values below</source>
        <translation>Toute la vertèbre dans les valeurs ci-dessous</translation>
    </message>
    <message>
        <source>Sphere</source>
        <translation>Sphère</translation>
    </message>
    <message>
        <source>A sphere of this radius at the crosshair</source>
        <translation>Une sphère de ce rayon au réticule</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Lesions from a mask: NIfTI, NRRD, DICOM SEG</source>
        <translation>Lésions d&apos;un masque : NIfTI, NRRD, DICOM SEG</translation>
    </message>
    <message>
        <source>Ellipsoid</source>
        <translation>Ellipsoïde</translation>
    </message>
    <message>
        <source>An ellipsoid at the crosshair</source>
        <translation>Un ellipsoïde au réticule</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinceau</translation>
    </message>
    <message>
        <source>Paint; one stroke is one undo step  (B)</source>
        <translation>Peindre ; un trait est un pas d&apos;annulation  (B)</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Gomme</translation>
    </message>
    <message>
        <source>Take painted voxels away</source>
        <translation>Retirer des voxels peints</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Croître</translation>
    </message>
    <message>
        <source>Press on the lesion: what is connected and alike. Drag up for more, down for less.</source>
        <translation>Appuyer sur la lésion : ce qui est connexe et semblable. Vers le haut pour plus, vers le bas pour moins.</translation>
    </message>
    <message>
        <source>Brush radius</source>
        <translation>Rayon du pinceau</translation>
    </message>
    <message>
        <source>3D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>On: a ball. Off: only the slice you see</source>
        <translation>Allumé : une boule. Éteint : seulement la coupe vue</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Rayon</translation>
    </message>
    <message>
        <source>Half-axis left-right</source>
        <translation>Demi-axe droite-gauche</translation>
    </message>
    <message>
        <source>Half-axis front-back</source>
        <translation>Demi-axe avant-arrière</translation>
    </message>
    <message>
        <source>Half-axis up-down</source>
        <translation>Demi-axe haut-bas</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Add it along the crosshair&apos;s lines: left-right, front-back, up-down</source>
        <translation>Ajouter le long des lignes du réticule : droite-gauche, avant-arrière, haut-bas</translation>
    </message>
</context>
<context>
    <name>LesionValues</name>
    <message>
        <source>Values</source>
        <translation>Valeurs</translation>
    </message>
    <message>
        <source>Paint, grow and threshold only voxels whose value lies within these limits</source>
        <translation>Peindre, croître et seuiller seulement les voxels dans ces limites</translation>
    </message>
    <message>
        <source>Lowest value painted</source>
        <translation>Plus petite valeur peinte</translation>
    </message>
    <message>
        <source>Highest value painted</source>
        <translation>Plus grande valeur peinte</translation>
    </message>
    <message>
        <source>Suggestion: below {factor} × {median}, the median of vertebrae without lesions</source>
        <translation>Suggestion : moins de {factor} × {median}, la médiane des vertèbres sans lésion</translation>
    </message>
    <message>
        <source>Suggestion: above {factor} × {median}, the median of vertebrae without lesions</source>
        <translation>Suggestion : plus de {factor} × {median}, la médiane des vertèbres sans lésion</translation>
    </message>
    <message>
        <source>Suggestion: below {factor} × {median}, the median of this series without air</source>
        <translation>Suggestion : moins de {factor} × {median}, la médiane de cette série sans l’air</translation>
    </message>
    <message>
        <source>Suggestion: above {factor} × {median}, the median of this series without air</source>
        <translation>Suggestion : plus de {factor} × {median}, la médiane de cette série sans l’air</translation>
    </message>
</context>
<context>
    <name>LesionsPanel</name>
    <message>
        <source>LESIONS</source>
        <translation>LÉSIONS</translation>
    </message>
    <message>
        <source>The next stroke begins it</source>
        <translation>Le prochain trait la commence</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouvelle</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Of the painted voxels.</source>
        <translation>Des voxels peints.</translation>
    </message>
    <message>
        <source>Between the farthest voxel centres, 3D.</source>
        <translation>Entre les centres de voxels les plus éloignés, 3D.</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Plus grand</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Moyenne</translation>
    </message>
    <message>
        <source>Lowest to highest</source>
        <translation>Du plus bas au plus haut</translation>
    </message>
    <message>
        <source>Sectors and layers (WBB)</source>
        <translation>Secteurs et couches (WBB)</translation>
    </message>
    <message>
        <source>Morphology</source>
        <translation>Morphologie</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Densité</translation>
    </message>
    <message>
        <source>Name levels first</source>
        <translation>Nommez d&apos;abord les niveaux</translation>
    </message>
    <message>
        <source>A lesion belongs to a level.</source>
        <translation>Une lésion appartient à un niveau.</translation>
    </message>
    <message>
        <source>{level}: WHAT IS IT?</source>
        <translation>{level} : QU&apos;EST-CE ?</translation>
    </message>
    <message>
        <source>Press on the lesion</source>
        <translation>Appuyer sur la lésion</translation>
    </message>
    <message>
        <source>Drag up for more, down for less; let go to keep it.</source>
        <translation>Vers le haut pour plus, vers le bas pour moins ; relâcher pour garder.</translation>
    </message>
    <message>
        <source>Click cells on the axial image</source>
        <translation>Cliquer des cellules sur l&apos;image axiale</translation>
    </message>
    <message>
        <source>Once more takes a cell away.</source>
        <translation>Un autre clic retire la cellule.</translation>
    </message>
    <message>
        <source>Take the brush</source>
        <translation>Prenez le pinceau</translation>
    </message>
    <message>
        <source>Key B, or the button below.</source>
        <translation>Touche B, ou le bouton ci-dessous.</translation>
    </message>
    <message>
        <source>Paint the lesion</source>
        <translation>Peignez la lésion</translation>
    </message>
    <message>
        <source>In any view; it belongs to the level you paint on.</source>
        <translation>Dans n&apos;importe quelle vue ; elle appartient au niveau où vous peignez.</translation>
    </message>
    <message>
        <source>Painting the lesion of {level}</source>
        <translation>On peint la lésion de {level}</translation>
    </message>
    <message>
        <source>One stroke is one undo step. New begins another.</source>
        <translation>Un trait est un pas d&apos;annulation. Nouvelle en commence une autre.</translation>
    </message>
    <message>
        <source>No suggestion, like normal bone: {numbers}</source>
        <translation>Pas de suggestion, comme un os normal : {numbers}</translation>
    </message>
    <message>
        <source>Suggestion: {kind}. {numbers}</source>
        <translation>Suggestion : {kind}. {numbers}</translation>
    </message>
    <message>
        <source>Select a lesion.</source>
        <translation>Choisir une lésion.</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Mesure…</translation>
    </message>
    <message>
        <source>Needs a CT, the lesion, and the outline of another vertebra without lesions.</source>
        <translation>Il faut un scanner, la lésion et le contour d&apos;une autre vertèbre sans lésion.</translation>
    </message>
    <message>
        <source>Blue: the lesion. Grey: normal bone of {levels}. Dashed: below is lytic, above is blastic.</source>
        <translation>Bleu : la lésion. Gris : os normal de {levels}. Tirets : au-dessous lytique, au-dessus condensant.</translation>
    </message>
    <message>
        <source>Import lesions</source>
        <translation>Importer des lésions</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>Lecture de {name}</translation>
    </message>
    <message>
        <source>Kind of lesion</source>
        <translation>Type de lésion</translation>
    </message>
</context>
<context>
    <name>LevelByHand</name>
    <message>
        <source>BY HAND</source>
        <translation>À LA MAIN</translation>
    </message>
    <message>
        <source>Name by clicking</source>
        <translation>Nommer par clic</translation>
    </message>
    <message>
        <source>Each click on a body names a level</source>
        <translation>Chaque clic sur un corps nomme un niveau</translation>
    </message>
    <message>
        <source>Level that comes next</source>
        <translation>Niveau suivant</translation>
    </message>
    <message>
        <source>One level up  (arrow up, over the images)</source>
        <translation>Un niveau plus haut  (flèche haut, sur les images)</translation>
    </message>
    <message>
        <source>One level down  (arrow down, over the images)</source>
        <translation>Un niveau plus bas  (flèche bas, sur les images)</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>Leave it out  (Space)</source>
        <translation>L’omettre  (Espace)</translation>
    </message>
    <message>
        <source>COUNTED WRONG?</source>
        <translation>MAL COMPTÉS ?</translation>
    </message>
    <message>
        <source>All one up</source>
        <translation>Tous un plus haut</translation>
    </message>
    <message>
        <source>All one down</source>
        <translation>Tous un plus bas</translation>
    </message>
    <message>
        <source>{level} (transitional)</source>
        <translation>{level} (transitionnelle)</translation>
    </message>
</context>
<context>
    <name>LevelDetails</name>
    <message>
        <source>Which vertebra it is</source>
        <translation>Quelle vertèbre c&apos;est</translation>
    </message>
    <message>
        <source>All other names follow  (F2)</source>
        <translation>Tous les autres noms suivent  (F2)</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>Second reading</source>
        <translation>Seconde lecture</translation>
    </message>
    <message>
        <source>Another person than the first vouches for the name too</source>
        <translation>Une autre personne que la première garantit aussi le nom</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Insérer</translation>
    </message>
    <message>
        <source>A vertebra was missed at the crosshair  (Insert)</source>
        <translation>Une vertèbre a été manquée au réticule  (Inser)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>This is no vertebra of its own  (Delete)</source>
        <translation>Ce n&apos;est pas une vertèbre à part  (Suppr)</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Mesurer</translation>
    </message>
    <message>
        <source>Sizes are not stored; find them again</source>
        <translation>Les tailles ne sont pas gardées ; les retrouver</translation>
    </message>
    <message>
        <source>{level}: WHICH VERTEBRA IS IT?</source>
        <translation>{level} : QUELLE VERTÈBRE EST-CE ?</translation>
    </message>
    <message>
        <source>Height front {a:.1f}, middle {m:.1f}, back {p:.1f} mm</source>
        <translation>Hauteur avant {a:.1f}, milieu {m:.1f}, arrière {p:.1f} mm</translation>
    </message>
    <message>
        <source>Depth {d:.1f}, width {w:.1f} mm</source>
        <translation>Profondeur {d:.1f}, largeur {w:.1f} mm</translation>
    </message>
    <message>
        <source>Whole vertebra {whole:.1f} mL</source>
        <translation>Vertèbre entière {whole:.1f} mL</translation>
    </message>
    <message>
        <source>Body {body:.1f} mL, whole vertebra {whole:.1f} mL</source>
        <translation>Corps {body:.1f} mL, vertèbre entière {whole:.1f} mL</translation>
    </message>
</context>
<context>
    <name>LevelList</name>
    <message>
        <source>to confirm</source>
        <translation>à confirmer</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>confirmé</translation>
    </message>
    <message>
        <source>outline to be made</source>
        <translation>contour à faire</translation>
    </message>
    <message>
        <source>{name}, {time}</source>
        <translation>{name}, {time}</translation>
    </message>
    <message>
        <source>Confirmed by {who}</source>
        <translation>Confirmé par {who}</translation>
    </message>
    <message>
        <source>Show it in every view</source>
        <translation>Montrer dans chaque vue</translation>
    </message>
    <message>
        <source>Another name, insert, remove</source>
        <translation>Autre nom, insérer, retirer</translation>
    </message>
    <message>
        <source>Change {level}</source>
        <translation>Changer {level}</translation>
    </message>
    <message>
        <source>Confirm this name</source>
        <translation>Confirmer ce nom</translation>
    </message>
    <message>
        <source>Confirm {level}</source>
        <translation>Confirmer {level}</translation>
    </message>
</context>
<context>
    <name>LevelWork</name>
    <message>
        <source>Finding the levels</source>
        <translation>Recherche des niveaux</translation>
    </message>
    <message>
        <source>The discs and outlines were found again; Undo brings the earlier ones back.</source>
        <translation>Disques et contours ont été retrouvés ; Annuler ramène les précédents.</translation>
    </message>
    <message>
        <source>Outlining the vertebrae</source>
        <translation>Contour des vertèbres</translation>
    </message>
    <message>
        <source>Following the canal</source>
        <translation>Le long du canal</translation>
    </message>
    <message>
        <source>Finding the discs</source>
        <translation>Recherche des disques</translation>
    </message>
    <message>
        <source>Counting the vertebrae</source>
        <translation>Comptage des vertèbres</translation>
    </message>
    <message>
        <source>Outlining the bodies</source>
        <translation>Contour des corps</translation>
    </message>
    <message>
        <source>Measuring the pedicles</source>
        <translation>Mesure des pédicules</translation>
    </message>
    <message>
        <source>Outlining the arches</source>
        <translation>Contour des arcs</translation>
    </message>
    <message>
        <source>Drawing the outlines</source>
        <translation>Dessin des contours</translation>
    </message>
</context>
<context>
    <name>Levels</name>
    <message>
        <source>lytic</source>
        <translation>lytique</translation>
    </message>
    <message>
        <source>blastic</source>
        <translation>condensante</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>mixte</translation>
    </message>
    <message>
        <source>kind not set</source>
        <translation>type non indiqué</translation>
    </message>
    <message>
        <source>a suggestion, to confirm</source>
        <translation>une suggestion, à confirmer</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>confirmé</translation>
    </message>
    <message>
        <source>confirmed by {name}</source>
        <translation>confirmé par {name}</translation>
    </message>
    <message>
        <source>confirmed by {first} and {second}</source>
        <translation>confirmé par {first} et {second}</translation>
    </message>
    <message>
        <source>{level} is not named on the images yet.</source>
        <translation>{level} n&apos;est pas encore nommé sur les images.</translation>
    </message>
    <message>
        <source>{kind} lesion</source>
        <translation>lésion {kind}</translation>
    </message>
    <message>
        <source>symptomatic</source>
        <translation>symptomatique</translation>
    </message>
    <message>
        <source>to treat</source>
        <translation>à traiter</translation>
    </message>
    <message>
        <source>needles: {n}</source>
        <translation>aiguilles : {n}</translation>
    </message>
    <message>
        <source>cement {ml:.1f} mL</source>
        <translation>ciment {ml:.1f} mL</translation>
    </message>
</context>
<context>
    <name>LevelsPanel</name>
    <message>
        <source>Nothing is named yet. Start at a level you are sure of, often T12 or L5.</source>
        <translation>Rien n&apos;est nommé. Commencez par un niveau sûr, souvent T12 ou L5.</translation>
    </message>
    <message>
        <source>Find levels</source>
        <translation>Trouver les niveaux</translation>
    </message>
    <message>
        <source>Vertebrae and discs are looked for in the CT  (Ctrl+F)</source>
        <translation>Vertèbres et disques sont cherchés dans le scanner  (Ctrl+F)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Make the outlines</source>
        <translation>Faire les contours</translation>
    </message>
    <message>
        <source>Confirm all</source>
        <translation>Confirmer tout</translation>
    </message>
    <message>
        <source>You vouch for every name in the list  (Ctrl+Enter)</source>
        <translation>Vous garantissez chaque nom de la liste  (Ctrl+Entrée)</translation>
    </message>
    <message>
        <source>Second reading of all</source>
        <translation>Seconde lecture de tout</translation>
    </message>
    <message>
        <source>Another person than the first vouches for the names too</source>
        <translation>Une autre personne que la première garantit aussi les noms</translation>
    </message>
    <message>
        <source>Open a study first</source>
        <translation>Ouvrez d&apos;abord un examen</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Votre nom</translation>
    </message>
    <message>
        <source>Confirm as</source>
        <translation>Confirmer comme</translation>
    </message>
    <message>
        <source>Who confirms? It is written beside each name, and asked once.</source>
        <translation>Qui confirme ? C&apos;est écrit à côté de chaque nom, et demandé une fois.</translation>
    </message>
    <message>
        <source>LEVELS</source>
        <translation>NIVEAUX</translation>
    </message>
    <message>
        <source>Choose a level first: Ctrl+Up and Ctrl+Down go from one to the next.</source>
        <translation>Choisissez d’abord un niveau : Ctrl+Haut et Ctrl+Bas passent de l’un à l’autre.</translation>
    </message>
    <message>
        <source>Finding the levels</source>
        <translation>Recherche des niveaux</translation>
    </message>
    <message>
        <source>The marks come first; you can work meanwhile.</source>
        <translation>Les repères viennent d&apos;abord ; vous pouvez travailler entre-temps.</translation>
    </message>
    <message>
        <source>Check the names, then confirm</source>
        <translation>Vérifier les noms, puis confirmer</translation>
    </message>
    <message>
        <source>One is wrong? Click its name: all others follow. Drag a mark or a disc line to correct it.</source>
        <translation>Un nom est faux ? Le cliquer : tous suivent. Glisser un repère ou une ligne de disque pour corriger.</translation>
    </message>
    <message>
        <source>Every name is confirmed</source>
        <translation>Chaque nom est confirmé</translation>
    </message>
    <message>
        <source>Click a name or drag a disc line to correct.</source>
        <translation>Cliquer un nom ou glisser une ligne de disque pour corriger.</translation>
    </message>
    <message>
        <source>Naming is paused</source>
        <translation>La dénomination est en pause</translation>
    </message>
    <message>
        <source>Find the levels, or name them by clicking.</source>
        <translation>Trouver les niveaux, ou les nommer d&apos;un clic.</translation>
    </message>
    <message>
        <source>Find again</source>
        <translation>Retrouver</translation>
    </message>
    <message>
        <source>Click the body of {level} to move its mark</source>
        <translation>Clic sur le corps de {level} pour déplacer sa marque</translation>
    </message>
    <message>
        <source>Levels find themselves in a CT only; here each is named by a click.</source>
        <translation>Les niveaux ne se trouvent seuls que dans un scanner ; ici chacun se nomme d’un clic.</translation>
    </message>
    <message>
        <source>Or choose the level that comes next.</source>
        <translation>Ou choisissez le niveau qui vient.</translation>
    </message>
    <message>
        <source>Click the body of {level}</source>
        <translation>Clic sur le corps de {level}</translation>
    </message>
    <message>
        <source>In the sagittal view. Space skips, arrow keys choose another level, Esc gives a click up.</source>
        <translation>Dans la vue sagittale. Espace passe, les flèches choisissent un autre niveau, Échap retire un clic.</translation>
    </message>
</context>
<context>
    <name>MarginsSection</name>
    <message>
        <source>Least bone left in the pedicle and least distance from the needle&apos;s surface to a structure.</source>
        <translation>Le moins d&apos;os restant dans le pédicule et la moindre distance de la surface de l&apos;aiguille à une structure.</translation>
    </message>
    <message>
        <source>Least margin</source>
        <translation>Marge minimale</translation>
    </message>
    <message>
        <source>With guidance error</source>
        <translation>Avec l&apos;erreur de guidage</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>MARGINS</source>
        <translation>MARGES</translation>
    </message>
    <message>
        <source>The same where the error of the guidance could bring the needle.</source>
        <translation>La même chose là où l’erreur du guidage pourrait mener l’aiguille.</translation>
    </message>
    <message>
        <source>Grade A to E: Gertzbein-Robbins, by how far a wall is left. 1 to 4: Heary, by which wall.</source>
        <translation>Grades A à E : Gertzbein-Robbins, selon le dépassement d’une paroi. 1 à 4 : Heary, selon la paroi.</translation>
    </message>
    <message>
        <source>Measuring what is at risk …</source>
        <translation>Mesure de ce qui est à risque …</translation>
    </message>
    <message>
        <source>grade {grade}</source>
        <translation>grade {grade}</translation>
    </message>
    <message>
        <source>nearest: {what}</source>
        <translation>au plus près : {what}</translation>
    </message>
    <message>
        <source>mm to</source>
        <translation>mm à</translation>
    </message>
    <message>
        <source>plan</source>
        <translation>plan</translation>
    </message>
    <message>
        <source>with error</source>
        <translation>avec erreur</translation>
    </message>
    <message>
        <source>wanted</source>
        <translation>voulu</translation>
    </message>
    <message>
        <source>medial wall</source>
        <translation>paroi médiale</translation>
    </message>
    <message>
        <source>lateral wall</source>
        <translation>paroi latérale</translation>
    </message>
    <message>
        <source>upper wall</source>
        <translation>paroi supérieure</translation>
    </message>
    <message>
        <source>lower wall</source>
        <translation>paroi inférieure</translation>
    </message>
    <message>
        <source>{structure}: passed on purpose</source>
        <translation>{structure} : traversée à dessein</translation>
    </message>
</context>
<context>
    <name>Measured</name>
    <message>
        <source>Finding the skin</source>
        <translation>Recherche de la peau</translation>
    </message>
</context>
<context>
    <name>MergeSheet</name>
    <message>
        <source>Merge the copy of {name}</source>
        <translation>Fusionner la copie de {name}</translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation>un collègue</translation>
    </message>
    <message>
        <source>BOTH CHANGED</source>
        <translation>CHANGÉS PAR LES DEUX</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Fusionner</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>WHAT COMES WITH IT</source>
        <translation>CE QUI VIENT AVEC</translation>
    </message>
    <message>
        <source>Nothing that you do not have already.</source>
        <translation>Rien que vous n&apos;ayez déjà.</translation>
    </message>
    <message>
        <source>Mine: {what}</source>
        <translation>Le mien : {what}</translation>
    </message>
    <message>
        <source>Theirs: {what}</source>
        <translation>Le sien : {what}</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Fermer le message</translation>
    </message>
</context>
<context>
    <name>MetamerBoard</name>
    <message>
        <source>Metamer board</source>
        <translation>Tableau des métamères</translation>
    </message>
</context>
<context>
    <name>MetamerView</name>
    <message>
        <source>Levels side by side</source>
        <translation>Niveaux côte à côte</translation>
    </message>
</context>
<context>
    <name>Metamers</name>
    <message>
        <source>Pain</source>
        <translation>Douleur</translation>
    </message>
    <message>
        <source>Palp.</source>
        <translation>Palp.</translation>
    </message>
    <message>
        <source>Mech.</source>
        <translation>Méc.</translation>
    </message>
    <message>
        <source>SINS</source>
        <translation>SINS</translation>
    </message>
    <message>
        <source>Impending</source>
        <translation>Imminent</translation>
    </message>
    <message>
        <source>Acute</source>
        <translation>Aiguë</translation>
    </message>
    <message>
        <source>Uptake</source>
        <translation>Fixation</translation>
    </message>
    <message>
        <source>Lytic</source>
        <translation>Lytique</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>Mur</translation>
    </message>
    <message>
        <source>ESCC</source>
        <translation>ESCC</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Voie</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>Contre</translation>
    </message>
    <message>
        <source>Marked as symptomatic, or pain answered for the level.</source>
        <translation>Marqué symptomatique, ou douleur répondue pour le niveau.</translation>
    </message>
    <message>
        <source>Palpation or percussion pain at this level.</source>
        <translation>Douleur à la palpation ou percussion à ce niveau.</translation>
    </message>
    <message>
        <source>Mechanical pain, as SINS asks for it.</source>
        <translation>Douleur mécanique, comme la demande SINS.</translation>
    </message>
    <message>
        <source>Spinal Instability Neoplastic Score; a range while answers are missing.</source>
        <translation>Spinal Instability Neoplastic Score ; un intervalle tant qu&apos;il manque des réponses.</translation>
    </message>
    <message>
        <source>Impending collapse by Taneichi&apos;s criteria A and B.</source>
        <translation>Effondrement imminent selon les critères A et B de Taneichi.</translation>
    </message>
    <message>
        <source>Recent fracture, or marrow oedema on STIR.</source>
        <translation>Fracture récente, ou œdème médullaire en STIR.</translation>
    </message>
    <message>
        <source>Uptake on bone scan or PET against the background.</source>
        <translation>Fixation à la scintigraphie osseuse ou au TEP par rapport au fond.</translation>
    </message>
    <message>
        <source>Lytic part of the body.</source>
        <translation>Part lytique du corps.</translation>
    </message>
    <message>
        <source>State of the posterior wall.</source>
        <translation>État du mur postérieur.</translation>
    </message>
    <message>
        <source>Epidural compression (Bilsky).</source>
        <translation>Compression épidurale (Bilsky).</translation>
    </message>
    <message>
        <source>A planned needle, or a proposed route.</source>
        <translation>Une aiguille planifiée, ou une voie proposée.</translation>
    </message>
    <message>
        <source>Contraindications of this level that are known.</source>
        <translation>Contre-indications connues de ce niveau.</translation>
    </message>
    <message>
        <source>Click, or key S in the column: sort by this first.</source>
        <translation>Clic, ou touche S dans la colonne : trier d&apos;abord par elle.</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Décision</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Non connu</translation>
    </message>
    <message>
        <source>Infiltrated</source>
        <translation>Infiltré</translation>
    </message>
    <message>
        <source>No lesion marked</source>
        <translation>Aucune lésion marquée</translation>
    </message>
    <message>
        <source>treat</source>
        <translation>traiter</translation>
    </message>
    <message>
        <source>do not treat</source>
        <translation>ne pas traiter</translation>
    </message>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>infiltrated</source>
        <translation>infiltré</translation>
    </message>
    <message>
        <source>no lesion marked</source>
        <translation>aucune lésion marquée</translation>
    </message>
</context>
<context>
    <name>NeedleMovesSection</name>
    <message>
        <source>Lock</source>
        <translation>Verrouiller</translation>
    </message>
    <message>
        <source>A locked needle is not moved by a drag</source>
        <translation>Une aiguille verrouillée n&apos;est pas déplacée en glissant</translation>
    </message>
    <message>
        <source>Onto the axis of its pedicle, as deep as it is</source>
        <translation>Sur l&apos;axe de son pédicule, à la même profondeur</translation>
    </message>
    <message>
        <source>Snap</source>
        <translation>Aligner</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Refléter</translation>
    </message>
    <message>
        <source>The same on the other side</source>
        <translation>La même de l&apos;autre côté</translation>
    </message>
    <message>
        <source>Copy to</source>
        <translation>Copier vers</translation>
    </message>
    <message>
        <source>The same in another level</source>
        <translation>La même dans un autre niveau</translation>
    </message>
    <message>
        <source>MOVE IT</source>
        <translation>LA DÉPLACER</translation>
    </message>
    <message>
        <source>Alt with arrows {mm:g} mm, with Shift {deg:g}°, Alt with Page keys deeper or back.</source>
        <translation>Alt et flèches {mm:g} mm, avec Maj {deg:g}°, Alt et touches Page plus profond ou en arrière.</translation>
    </message>
    <message>
        <source>Colour every way to the target by its worst margin, on the bull&apos;s-eye and on the skin in 3-D</source>
        <translation>Colorer chaque voie vers la cible par sa pire marge, sur la vue en cible et sur la peau en 3-D</translation>
    </message>
    <message>
        <source>Entry map</source>
        <translation>Carte des entrées</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Verrouillée</translation>
    </message>
</context>
<context>
    <name>NeedleNumbersSection</name>
    <message>
        <source>From the sagittal plane, in the axial plane; positive when the needle comes toward the midline.</source>
        <translation>Depuis le plan sagittal, dans le plan axial ; positif quand l&apos;aiguille va vers la ligne médiane.</translation>
    </message>
    <message>
        <source>Convergence</source>
        <translation>Convergence</translation>
    </message>
    <message>
        <source>From the axial plane of the scanner; the gantry tilt to follow the needle.</source>
        <translation>Depuis le plan axial du scanner ; l&apos;inclinaison du statif qui suit l&apos;aiguille.</translation>
    </message>
    <message>
        <source>Cranio-caudal</source>
        <translation>Cranio-caudal</translation>
    </message>
    <message>
        <source>Skin to target</source>
        <translation>Peau à cible</translation>
    </message>
    <message>
        <source>Along the needle.</source>
        <translation>Le long de l&apos;aiguille.</translation>
    </message>
    <message>
        <source>Skin to bone</source>
        <translation>Peau à os</translation>
    </message>
    <message>
        <source>To the first cortical bone on the way in.</source>
        <translation>Jusqu&apos;à la première corticale rencontrée.</translation>
    </message>
    <message>
        <source>Bone to target</source>
        <translation>Os à cible</translation>
    </message>
    <message>
        <source>Skin entry from the patient&apos;s midline, taken at the level&apos;s marked centre.</source>
        <translation>Entrée cutanée depuis la ligne médiane, prise au centre marqué du niveau.</translation>
    </message>
    <message>
        <source>Entry from midline</source>
        <translation>Entrée depuis la médiane</translation>
    </message>
    <message>
        <source>The view down the needle: hub and tip fall on one point.</source>
        <translation>La vue dans l&apos;axe de l&apos;aiguille : embase et pointe se superposent.</translation>
    </message>
    <message>
        <source>What the C-arm reaches is set in Settings.</source>
        <translation>Ce que l’arceau atteint se règle dans les Réglages.</translation>
    </message>
    <message>
        <source>C-arm en face: {oblique}, {tilt}</source>
        <translation>Arceau dans l&apos;axe : {oblique}, {tilt}</translation>
    </message>
    <message>
        <source>Out of reach: {why}</source>
        <translation>Hors de portée : {why}</translation>
    </message>
    <message>
        <source>away from the midline</source>
        <translation>en s&apos;éloignant de la médiane</translation>
    </message>
    <message>
        <source>toward the midline</source>
        <translation>vers la ligne médiane</translation>
    </message>
    <message>
        <source>cranial</source>
        <translation>crânial</translation>
    </message>
    <message>
        <source>caudal</source>
        <translation>caudal</translation>
    </message>
    <message>
        <source>Long enough: {length:g} mm for {needed:.0f} mm ({hub:.0f} mm for the hub).</source>
        <translation>Assez longue : {length:g} mm pour {needed:.0f} mm ({hub:.0f} mm pour l&apos;embase).</translation>
    </message>
    <message>
        <source>Too short: {length:g} mm, {needed:.0f} mm needed ({hub:.0f} mm for the hub).</source>
        <translation>Trop courte : {length:g} mm, il en faut {needed:.0f} ({hub:.0f} mm pour l&apos;embase).</translation>
    </message>
    <message>
        <source>left</source>
        <translation>gauche</translation>
    </message>
    <message>
        <source>right</source>
        <translation>droite</translation>
    </message>
    <message>
        <source>on the midline</source>
        <translation>sur la ligne médiane</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>&quot;{name}&quot; is not there any more.</source>
        <translation>« {name} » n&apos;est plus là.</translation>
    </message>
    <message>
        <source>Looking through {name}</source>
        <translation>Recherche dans {name}</translation>
    </message>
    <message>
        <source>Making the demo patient</source>
        <translation>Préparation du patient de démonstration</translation>
    </message>
    <message>
        <source>Now open the images of this plan: {series}, {n} slices.</source>
        <translation>Ouvrez maintenant les images de ce plan : {series}, {n} coupes.</translation>
    </message>
    <message>
        <source>Keep this plan</source>
        <translation>Garder ce plan</translation>
    </message>
    <message>
        <source>Close it and open these images</source>
        <translation>Le fermer et ouvrir ces images</translation>
    </message>
</context>
<context>
    <name>PairList</name>
    <message>
        <source>Pairs</source>
        <translation>Paires</translation>
    </message>
    <message>
        <source>Click to see it on the plan&apos;s images, Delete removes it</source>
        <translation>Cliquer pour la voir sur les images du plan, Suppr l’enlève</translation>
    </message>
    <message>
        <source>Point {n}</source>
        <translation>Point {n}</translation>
    </message>
</context>
<context>
    <name>PatientBar</name>
    <message>
        <source>Menu  (Alt+M)</source>
        <translation>Menu  (Alt+M)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>No patient is open</source>
        <translation>Aucun patient ouvert</translation>
    </message>
    <message>
        <source>Name missing</source>
        <translation>Nom absent</translation>
    </message>
    <message>
        <source>ID {id}</source>
        <translation>ID {id}</translation>
    </message>
    <message>
        <source>born {date}</source>
        <translation>né le {date}</translation>
    </message>
    <message>
        <source>sex ?</source>
        <translation>sexe ?</translation>
    </message>
    <message>
        <source>{modality} of {date}</source>
        <translation>{modality} du {date}</translation>
    </message>
    <message>
        <source>study</source>
        <translation>examen</translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>Place a needle</source>
        <translation>Placer une aiguille</translation>
    </message>
    <message>
        <source>Key N</source>
        <translation>Touche N</translation>
    </message>
    <message>
        <source>Look along it</source>
        <translation>Regarder dans l&apos;axe</translation>
    </message>
    <message>
        <source>Two planes that hold the needle, and the bull&apos;s-eye</source>
        <translation>Deux plans qui contiennent l&apos;aiguille, et l&apos;œil-de-bœuf</translation>
    </message>
    <message>
        <source>Needles</source>
        <translation>Aiguilles</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>NEEDLES</source>
        <translation>AIGUILLES</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Approach</source>
        <translation>Abord</translation>
    </message>
    <message>
        <source>Needle</source>
        <translation>Aiguille</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Côté</translation>
    </message>
    <message>
        <source>Name levels first</source>
        <translation>Nommez d&apos;abord les niveaux</translation>
    </message>
    <message>
        <source>A needle belongs to a level.</source>
        <translation>Une aiguille appartient à un niveau.</translation>
    </message>
    <message>
        <source>Click the target in {level}</source>
        <translation>Clic sur la cible dans {level}</translation>
    </message>
    <message>
        <source>Where the tip shall end, in any view. Esc gives up.</source>
        <translation>Où finira la pointe, dans n&apos;importe quelle vue. Échap abandonne.</translation>
    </message>
    <message>
        <source>Click the entry</source>
        <translation>Clic sur l&apos;entrée</translation>
    </message>
    <message>
        <source>Where it meets the bone or the skin. Esc gives up.</source>
        <translation>Où elle rencontre l&apos;os ou la peau. Échap abandonne.</translation>
    </message>
    <message>
        <source>A proposal</source>
        <translation>Une proposition</translation>
    </message>
    <message>
        <source>Not in the plan yet: take it, or look at another.</source>
        <translation>Pas encore dans le plan : la prendre, ou en regarder une autre.</translation>
    </message>
    <message>
        <source>{level} {side}, {needle}</source>
        <translation>{level} {side}, {needle}</translation>
    </message>
    <message>
        <source>Drag its ends or its shaft in any view; every number follows.</source>
        <translation>Tirez ses bouts ou sa tige dans n&apos;importe quelle vue ; tous les nombres suivent.</translation>
    </message>
    <message>
        <source>Choose a needle</source>
        <translation>Choisissez une aiguille</translation>
    </message>
    <message>
        <source>Or place another one.</source>
        <translation>Ou placez-en une autre.</translation>
    </message>
    <message>
        <source>Choose level and approach</source>
        <translation>Choisissez niveau et abord</translation>
    </message>
    <message>
        <source>Then place the needle: target, then entry.</source>
        <translation>Puis placez l&apos;aiguille : cible, puis entrée.</translation>
    </message>
    <message>
        <source>{level}, to treat</source>
        <translation>{level}, à traiter</translation>
    </message>
    <message>
        <source>{way} (not offered here)</source>
        <translation>{way} (non proposée ici)</translation>
    </message>
    <message>
        <source>{way} (unusual here)</source>
        <translation>{way} (inhabituel ici)</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Gauche</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Droite</translation>
    </message>
    <message>
        <source>Midline</source>
        <translation>Ligne médiane</translation>
    </message>
    <message>
        <source>Side: by the entry</source>
        <translation>Côté : selon l&apos;entrée</translation>
    </message>
    <message>
        <source>left</source>
        <translation>gauche</translation>
    </message>
    <message>
        <source>right</source>
        <translation>droite</translation>
    </message>
    <message>
        <source>midline</source>
        <translation>ligne médiane</translation>
    </message>
    <message>
        <source>Change approach</source>
        <translation>Changer d&apos;abord</translation>
    </message>
</context>
<context>
    <name>ProposalCard</name>
    <message>
        <source>Show</source>
        <translation>Montrer</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Prendre</translation>
    </message>
    <message>
        <source>{rank}. {side}, {gauge} × {length:g} mm, score {score:.0f}</source>
        <translation>{rank}. {side}, {gauge} × {length:g} mm, score {score:.0f}</translation>
    </message>
</context>
<context>
    <name>ProposalsSection</name>
    <message>
        <source>Propose</source>
        <translation>Proposer</translation>
    </message>
    <message>
        <source>Search every path of this approach, and show the safest kinds</source>
        <translation>Chercher chaque trajet de cette voie et montrer les plus sûrs</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Ensemble</translation>
    </message>
    <message>
        <source>Both sides of every level to treat (or of this level) at once, none meeting another</source>
        <translation>Les deux côtés de chaque niveau à traiter (ou de celui-ci) ensemble, sans qu&apos;ils se rencontrent</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>PROPOSALS</source>
        <translation>PROPOSITIONS</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Recherche …</translation>
    </message>
    <message>
        <source>Searching paths</source>
        <translation>Recherche de trajets</translation>
    </message>
    <message>
        <source>{count} paths searched in {seconds:.1f} s. A suggestion: check it in the images.</source>
        <translation>{count} trajets examinés en {seconds:.1f} s. Une suggestion : à vérifier dans les images.</translation>
    </message>
</context>
<context>
    <name>Recovering</name>
    <message>
        <source>spineplan stopped unexpectedly last time; no unsaved plan was left.</source>
        <translation>La dernière fois, spineplan s&apos;est arrêté de façon imprévue ; aucun plan non enregistré ne restait.</translation>
    </message>
    <message>
        <source>a plan that was never saved</source>
        <translation>un plan jamais enregistré</translation>
    </message>
    <message>
        <source>spineplan stopped unexpectedly. It kept {name} as of {when}.</source>
        <translation>spineplan s&apos;est arrêté de façon imprévue. Il a gardé {name} du {when}.</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Continuer avec lui</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>Le jeter</translation>
    </message>
    <message>
        <source>Something unexpected happened; your plan is kept. A report without patient names: {path}</source>
        <translation>Quelque chose d&apos;imprévu est arrivé ; votre plan est gardé. Un rapport sans nom de patient : {path}</translation>
    </message>
</context>
<context>
    <name>Refining</name>
    <message>
        <source>The images are still being read.</source>
        <translation>Les images sont encore en lecture.</translation>
    </message>
    <message>
        <source>Refining the registration</source>
        <translation>Affinage du recalage</translation>
    </message>
    <message>
        <source>The registration was changed meanwhile; refine it again.</source>
        <translation>Le recalage a changé entre-temps ; affinez-le à nouveau.</translation>
    </message>
</context>
<context>
    <name>RegistrationLook</name>
    <message>
        <source>Off</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>Fondu</translation>
    </message>
    <message>
        <source>Squares</source>
        <translation>Damier</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>Alterner</translation>
    </message>
</context>
<context>
    <name>RegistrationSection</name>
    <message>
        <source>Images to register</source>
        <translation>Images à recaler</translation>
    </message>
    <message>
        <source>From level</source>
        <translation>Du niveau</translation>
    </message>
    <message>
        <source>To level</source>
        <translation>Au niveau</translation>
    </message>
    <message>
        <source>Pair with the plan</source>
        <translation>Apparier au plan</translation>
    </message>
    <message>
        <source>Both series side by side; click the same places on both</source>
        <translation>Les deux séries côte à côte ; cliquer les mêmes endroits sur les deux</translation>
    </message>
    <message>
        <source>By bodies</source>
        <translation>Par corps</translation>
    </message>
    <message>
        <source>By points</source>
        <translation>Par points</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>Affiner</translation>
    </message>
    <message>
        <source>Search near by for the best fit</source>
        <translation>Cherche tout près la meilleure correspondance</translation>
    </message>
    <message>
        <source>I counted the levels on both series</source>
        <translation>J’ai compté les niveaux sur les deux séries</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>REGISTER OTHER IMAGES</source>
        <translation>RECALER D’AUTRES IMAGES</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Niveaux</translation>
    </message>
    <message>
        <source>to</source>
        <translation>à</translation>
    </message>
    <message>
        <source>Name the levels first.</source>
        <translation>Nommez d’abord les niveaux.</translation>
    </message>
    <message>
        <source>Refining…</source>
        <translation>Affinage…</translation>
    </message>
    <message>
        <source>Click the middle of {level}&apos;s body on {series}</source>
        <translation>Cliquez au milieu du corps de {level} sur {series}</translation>
    </message>
    <message>
        <source>Click a body on the plan&apos;s images to choose another level.</source>
        <translation>Cliquez un corps sur les images du plan pour choisir un autre niveau.</translation>
    </message>
    <message>
        <source>the plan&apos;s images</source>
        <translation>les images du plan</translation>
    </message>
    <message>
        <source>Click the same place on {series}</source>
        <translation>Cliquez le même endroit sur {series}</translation>
    </message>
    <message>
        <source>Refine, look, confirm</source>
        <translation>Affiner, regarder, confirmer</translation>
    </message>
    <message>
        <source>Or click further places that are seen on both series.</source>
        <translation>Ou cliquez d’autres endroits vus sur les deux séries.</translation>
    </message>
    <message>
        <source>Click a place that is seen on both series</source>
        <translation>Cliquez un endroit vu sur les deux séries</translation>
    </message>
    <message>
        <source>Corners of end plates, pedicles, tips of processes; three pairs or more, spread out.</source>
        <translation>Coins des plateaux, pédicules, pointes des apophyses ; trois paires ou plus, espacées.</translation>
    </message>
</context>
<context>
    <name>Reporting</name>
    <message>
        <source>Save the report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message>
        <source>Making the pictures of the report</source>
        <translation>Préparation des images du rapport</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>Écriture du rapport</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>The report is written: {name}</source>
        <translation>Le rapport est écrit : {name}</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>L&apos;ouvrir</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>Goes to it in the list</source>
        <translation>L&apos;affiche dans la liste</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>Liste de contrôle</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Commentaires</translation>
    </message>
    <message>
        <source>Opinions and signatures</source>
        <translation>Avis et signatures</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>Key images and measurements</source>
        <translation>Images clés et mesures</translation>
    </message>
    <message>
        <source>Report and sharing</source>
        <translation>Compte rendu et partage</translation>
    </message>
    <message>
        <source>Time-out</source>
        <translation>Time-out</translation>
    </message>
    <message>
        <source>Full screen, to be read from across the room</source>
        <translation>Plein écran, lisible de loin</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Compte rendu…</translation>
    </message>
    <message>
        <source>K keeps the picture under the pointer; L, A and E measure.</source>
        <translation>K garde l&apos;image sous le pointeur ; L, A et E mesurent.</translation>
    </message>
    <message>
        <source>Report as HTML…</source>
        <translation>Compte rendu en HTML…</translation>
    </message>
    <message>
        <source>Table-side sheet…</source>
        <translation>Fiche de table…</translation>
    </message>
    <message>
        <source>Page for colleagues…</source>
        <translation>Page pour les collègues…</translation>
    </message>
    <message>
        <source>De-identified copy…</source>
        <translation>Copie anonyme…</translation>
    </message>
    <message>
        <source>For the record and for the table</source>
        <translation>Pour le dossier et pour la table</translation>
    </message>
    <message>
        <source>One file that opens in any browser: the scene turns, the slices scroll</source>
        <translation>Un fichier qui s&apos;ouvre dans tout navigateur : la scène tourne, les coupes défilent</translation>
    </message>
    <message>
        <source>Plan and images without name, dates and identifiers</source>
        <translation>Plan et images sans nom, dates ni identifiants</translation>
    </message>
    <message>
        <source>{n} open</source>
        <translation>{n} ouverts</translation>
    </message>
    <message>
        <source>Next open item  ({n} left)</source>
        <translation>Point ouvert suivant  ({n} restants)</translation>
    </message>
    <message>
        <source>No plan</source>
        <translation>Aucun plan</translation>
    </message>
    <message>
        <source>{n} required items are open.</source>
        <translation>{n} points obligatoires sont ouverts.</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>et {n} autres</translation>
    </message>
    <message>
        <source>Every required item before the procedure is done.</source>
        <translation>Tous les points requis avant le geste sont faits.</translation>
    </message>
</context>
<context>
    <name>ReviewWork</name>
    <message>
        <source>Confirmed by the whole team</source>
        <translation>Confirmé par toute l&apos;équipe</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>The alternative is written: {name}</source>
        <translation>L&apos;alternative est écrite : {name}</translation>
    </message>
    <message>
        <source>Save the alternative</source>
        <translation>Enregistrer l&apos;alternative</translation>
    </message>
    <message>
        <source>Plans (*.spineplan)</source>
        <translation>Plans (*.spineplan)</translation>
    </message>
    <message>
        <source>Open a colleague&apos;s copy of this plan</source>
        <translation>Ouvrir la copie de ce plan d&apos;un collègue</translation>
    </message>
    <message>
        <source>{n} comments came back from the review copy.</source>
        <translation>{n} commentaires sont revenus de la copie de relecture.</translation>
    </message>
    <message>
        <source>Save the plan first: the copy is made from its file.</source>
        <translation>Enregistrer d&apos;abord le plan : la copie est faite de son fichier.</translation>
    </message>
    <message>
        <source>An empty folder for the de-identified copy</source>
        <translation>Un dossier vide pour la copie anonyme</translation>
    </message>
    <message>
        <source>Writing the copy without identity</source>
        <translation>Écriture de la copie sans identité</translation>
    </message>
    <message>
        <source>The copy is written: {name}</source>
        <translation>La copie est écrite : {name}</translation>
    </message>
    <message>
        <source>De-identified copy</source>
        <translation>Copie anonyme</translation>
    </message>
</context>
<context>
    <name>RuleList</name>
    <message>
        <source>No rule is fulfilled by what is known.</source>
        <translation>Aucune règle n&apos;est remplie par ce qui est connu.</translation>
    </message>
    <message>
        <source>Accepted by {who}: {why}</source>
        <translation>Accepté par {who} : {why}</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Reason to accept it, then Enter</source>
        <translation>Raison de l&apos;accepter, puis Entrée</translation>
    </message>
    <message>
        <source>Reason to accept: {what}</source>
        <translation>Raison d&apos;accepter : {what}</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Plans (*.spineplan)</source>
        <translation>Plans (*.spineplan)</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>Enregistrer le plan</translation>
    </message>
    <message>
        <source>The plan has changes that are not saved.</source>
        <translation>Le plan a des modifications non enregistrées.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Give the changes up</source>
        <translation>Abandonner les modifications</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Enregistrer sous…</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Enregistrer ailleurs…</translation>
    </message>
</context>
<context>
    <name>ScoreCard</name>
    <message>
        <source>missing</source>
        <translation>manquant</translation>
    </message>
</context>
<context>
    <name>SeriesTree</name>
    <message>
        <source>Series found</source>
        <translation>Séries trouvées</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>Sans nom</translation>
    </message>
    <message>
        <source>{name}, ID {id}</source>
        <translation>{name}, ID {id}</translation>
    </message>
    <message>
        <source>{who}, born {date}</source>
        <translation>{who}, né le {date}</translation>
    </message>
    <message>
        <source>Study without a date</source>
        <translation>Examen sans date</translation>
    </message>
    <message>
        <source>without a description</source>
        <translation>sans description</translation>
    </message>
    <message>
        <source>Open only slices {first} to {last}, every {mm:.2f} mm</source>
        <translation>Ouvrir seulement les coupes {first} à {last}, tous les {mm:.2f} mm</translation>
    </message>
    <message>
        <source>{n} slices</source>
        <translation>{n} coupes</translation>
    </message>
    <message>
        <source>1 slice</source>
        <translation>1 coupe</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>saine</translation>
    </message>
    <message>
        <source>resampled</source>
        <translation>rééchantillonnée</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusée</translation>
    </message>
    <message>
        <source>Small pictures</source>
        <translation>Vignettes</translation>
    </message>
</context>
<context>
    <name>SetCard</name>
    <message>
        <source>Take all</source>
        <translation>Tout prendre</translation>
    </message>
    <message>
        <source>{needles} needles, {punctures} skin punctures</source>
        <translation>{needles} aiguilles, {punctures} ponctions cutanées</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Votre nom</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>Written beside every checklist answer and every step of the history.</source>
        <translation>Écrit à côté de chaque réponse de la liste et de chaque étape de l&apos;historique.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Thème</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>T&amp;aille du texte</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Touches et souris</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>&amp;Touches et souris</translation>
    </message>
    <message>
        <source>WBB sectors</source>
        <translation>Secteurs WBB</translation>
    </message>
    <message>
        <source>WBB &amp;sectors</source>
        <translation>&amp;Secteurs WBB</translation>
    </message>
    <message>
        <source>C-arm &amp;turns</source>
        <translation>L’arceau &amp;tourne</translation>
    </message>
    <message>
        <source>C-arm t&amp;ilts</source>
        <translation>L’arceau s’&amp;incline</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>La langue change au prochain démarrage.</translation>
    </message>
    <message>
        <source>Dark (reading room)</source>
        <translation>Sombre (salle de lecture)</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contraste élevé</translation>
    </message>
    <message>
        <source>1 on the patient&apos;s left (SOSG)</source>
        <translation>1 à gauche du patient (SOSG)</translation>
    </message>
    <message>
        <source>1 on the patient&apos;s right (clockwise on CT)</source>
        <translation>1 à droite du patient (sens horaire au scanner)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close  (Esc)</source>
        <translation>Fermer  (Échap)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keys and mouse</source>
        <translation>Touches et souris</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Souris</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Molette</translation>
    </message>
    <message>
        <source>Slices along the pane&apos;s own normal</source>
        <translation>Coupes selon la normale de la vue</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>Glisser à gauche</translation>
    </message>
    <message>
        <source>The tool in use</source>
        <translation>L&apos;outil en usage</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>Glisser au milieu</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Déplacer</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>Glisser à droite</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Ctrl+molette</translation>
    </message>
    <message>
        <source>Shift+move</source>
        <translation>Maj+bouger</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Réticule</translation>
    </message>
    <message>
        <source>Double-click</source>
        <translation>Double-clic</translation>
    </message>
    <message>
        <source>One pane, or all</source>
        <translation>Une vue ou toutes</translation>
    </message>
    <message>
        <source>Crosshair line</source>
        <translation>Ligne du réticule</translation>
    </message>
    <message>
        <source>Drag to translate; its handle rotates</source>
        <translation>Tirer pour translater ; sa poignée tourne</translation>
    </message>
    <message>
        <source>Stages of the road</source>
        <translation>Étapes du parcours</translation>
    </message>
    <message>
        <source>All findings</source>
        <translation>Toutes les constatations</translation>
    </message>
    <message>
        <source>Find levels</source>
        <translation>Trouver les niveaux</translation>
    </message>
    <message>
        <source>Which vertebra is it?</source>
        <translation>Quelle vertèbre est-ce ?</translation>
    </message>
    <message>
        <source>Confirm all levels</source>
        <translation>Confirmer tous les niveaux</translation>
    </message>
</context>
<context>
    <name>SignOffSection</name>
    <message>
        <source>Your role</source>
        <translation>Votre rôle</translation>
    </message>
    <message>
        <source>Reason, alternative</source>
        <translation>Raison, alternative</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>D&apos;accord</translation>
    </message>
    <message>
        <source>Disagree</source>
        <translation>Pas d&apos;accord</translation>
    </message>
    <message>
        <source>Alternative</source>
        <translation>Alternative</translation>
    </message>
    <message>
        <source>Second reading of the levels</source>
        <translation>Seconde lecture des niveaux</translation>
    </message>
    <message>
        <source>I counted the levels myself and agree with their names</source>
        <translation>J&apos;ai compté moi-même les niveaux et suis d&apos;accord avec leurs noms</translation>
    </message>
    <message>
        <source>Sign the plan</source>
        <translation>Signer le plan</translation>
    </message>
    <message>
        <source>Reopen for edits</source>
        <translation>Rouvrir pour modification</translation>
    </message>
    <message>
        <source>You are {name}.</source>
        <translation>Vous êtes {name}.</translation>
    </message>
    <message>
        <source>Say who you are in the settings: what is signed carries a name.</source>
        <translation>Dites qui vous êtes dans les réglages : ce qui est signé porte un nom.</translation>
    </message>
    <message>
        <source>{n} signed</source>
        <translation>{n} signées</translation>
    </message>
    <message>
        <source>{n} void</source>
        <translation>{n} nulles</translation>
    </message>
    <message>
        <source>SIGNATURES</source>
        <translation>SIGNATURES</translation>
    </message>
    <message>
        <source>OPINIONS</source>
        <translation>AVIS</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>d&apos;accord</translation>
    </message>
    <message>
        <source>disagrees</source>
        <translation>pas d&apos;accord</translation>
    </message>
    <message>
        <source>would do else</source>
        <translation>ferait autrement</translation>
    </message>
    <message>
        <source>of an earlier state of the plan</source>
        <translation>d&apos;un état antérieur du plan</translation>
    </message>
    <message>
        <source>Reopened by {name}</source>
        <translation>Rouvert par {name}</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>valide</translation>
    </message>
    <message>
        <source>VOID</source>
        <translation>NULLE</translation>
    </message>
    <message>
        <source>The plan was changed after it was signed.</source>
        <translation>Le plan a été changé après la signature.</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>opérateur</translation>
    </message>
    <message>
        <source>second reader</source>
        <translation>second lecteur</translation>
    </message>
    <message>
        <source>surgeon</source>
        <translation>chirurgien</translation>
    </message>
    <message>
        <source>anaesthetist</source>
        <translation>anesthésiste</translation>
    </message>
    <message>
        <source>oncologist</source>
        <translation>oncologue</translation>
    </message>
    <message>
        <source>radiotherapist</source>
        <translation>radiothérapeute</translation>
    </message>
    <message>
        <source>nurse</source>
        <translation>infirmier</translation>
    </message>
</context>
<context>
    <name>SinsPlot</name>
    <message>
        <source>stable</source>
        <translation>stable</translation>
    </message>
    <message>
        <source>indeterminate</source>
        <translation>indéterminé</translation>
    </message>
    <message>
        <source>unstable</source>
        <translation>instable</translation>
    </message>
    <message>
        <source>SINS, points by item</source>
        <translation>SINS, points par item</translation>
    </message>
</context>
<context>
    <name>StagePanel</name>
    <message>
        <source>{stage} →</source>
        <translation>{stage} →</translation>
    </message>
    <message>
        <source>The next stage  (Alt+{n})</source>
        <translation>L&apos;étape suivante  (Alt+{n})</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>Study</source>
        <translation>Examen</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Niveaux</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>Lésions</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Décision</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revue</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fait</translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation>demande attention</translation>
    </message>
    <message>
        <source>Open a study first.</source>
        <translation>Ouvrez d&apos;abord un examen.</translation>
    </message>
    <message>
        <source>No study is open.</source>
        <translation>Aucun examen ouvert.</translation>
    </message>
    <message>
        <source>Images are open.</source>
        <translation>Les images sont ouvertes.</translation>
    </message>
    <message>
        <source>After the procedure.</source>
        <translation>Après le geste.</translation>
    </message>
    <message>
        <source>No level is named yet.</source>
        <translation>Aucun niveau n&apos;est encore nommé.</translation>
    </message>
    <message>
        <source>To confirm: {levels}.</source>
        <translation>À confirmer : {levels}.</translation>
    </message>
    <message>
        <source>Named: {levels}.</source>
        <translation>Nommés : {levels}.</translation>
    </message>
    <message>
        <source>No lesion is marked yet.</source>
        <translation>Aucune lésion encore marquée.</translation>
    </message>
    <message>
        <source>{n} without a kind.</source>
        <translation>{n} sans type.</translation>
    </message>
    <message>
        <source>{n} marked, each with its kind.</source>
        <translation>{n} marquées, chacune avec son type.</translation>
    </message>
    <message>
        <source>To treat: {levels}.</source>
        <translation>À traiter : {levels}.</translation>
    </message>
    <message>
        <source>A needle is planned, but no level is chosen for treatment.</source>
        <translation>Une aiguille est prévue, mais aucun niveau n&apos;est choisi pour le traitement.</translation>
    </message>
    <message>
        <source>Symptomatic levels are marked; none is chosen yet.</source>
        <translation>Les niveaux symptomatiques sont marqués ; aucun n&apos;est encore choisi.</translation>
    </message>
    <message>
        <source>No level is chosen for treatment.</source>
        <translation>Aucun niveau n&apos;est choisi pour le traitement.</translation>
    </message>
    <message>
        <source>No needle is placed.</source>
        <translation>Aucune aiguille placée.</translation>
    </message>
    <message>
        <source>Without a needle: {levels}.</source>
        <translation>Sans aiguille : {levels}.</translation>
    </message>
    <message>
        <source>No cement volume chosen: {levels}.</source>
        <translation>Volume de ciment non choisi : {levels}.</translation>
    </message>
    <message>
        <source>Needles and cement are planned.</source>
        <translation>Aiguilles et ciment sont prévus.</translation>
    </message>
    <message>
        <source>Every required item is done.</source>
        <translation>Tous les points requis sont faits.</translation>
    </message>
    <message>
        <source>Blocked: see the checklist.</source>
        <translation>Bloqué : voir la liste.</translation>
    </message>
    <message>
        <source>The checklist is untouched.</source>
        <translation>La liste est intacte.</translation>
    </message>
    <message>
        <source>{n} items answered.</source>
        <translation>{n} points répondus.</translation>
    </message>
</context>
<context>
    <name>StudyPanel</name>
    <message>
        <source>Folder or CD…</source>
        <translation>Dossier ou CD…</translation>
    </message>
    <message>
        <source>File, zip, plan…</source>
        <translation>Fichier, zip, plan…</translation>
    </message>
    <message>
        <source>FOUND</source>
        <translation>TROUVÉ</translation>
    </message>
    <message>
        <source>OPENED LATELY</source>
        <translation>OUVERTS RÉCEMMENT</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>Ouverts récemment</translation>
    </message>
    <message>
        <source>Demo patient</source>
        <translation>Patient de démonstration</translation>
    </message>
    <message>
        <source>A synthetic patient with a known lesion; no real person</source>
        <translation>Un patient synthétique avec une lésion connue ; aucune personne réelle</translation>
    </message>
    <message>
        <source>Looking through {name}</source>
        <translation>Recherche dans {name}</translation>
    </message>
    <message>
        <source>Open: {series}</source>
        <translation>Ouvert : {series}</translation>
    </message>
    <message>
        <source>Next: Levels. Double-click another series of this patient to add it.</source>
        <translation>Ensuite : Niveaux. Double-clic sur une autre série de ce patient pour l&apos;ajouter.</translation>
    </message>
    <message>
        <source>Open the images of this plan</source>
        <translation>Ouvrez les images de ce plan</translation>
    </message>
    <message>
        <source>The plan is open without its images.</source>
        <translation>Le plan est ouvert sans ses images.</translation>
    </message>
    <message>
        <source>Choose a series</source>
        <translation>Choisissez une série</translation>
    </message>
    <message>
        <source>Double-click it, or press Enter.</source>
        <translation>Double-clic, ou Entrée.</translation>
    </message>
    <message>
        <source>Open a patient&apos;s CT</source>
        <translation>Ouvrez le scanner d&apos;un patient</translation>
    </message>
    <message>
        <source>Or drop a folder, a zip or a plan on the window.</source>
        <translation>Ou déposez sur la fenêtre un dossier, un zip ou un plan.</translation>
    </message>
    <message>
        <source>{path} is not there any more</source>
        <translation>{path} n&apos;est plus là</translation>
    </message>
</context>
<context>
    <name>SurvivalPlot</name>
    <message>
        <source>months</source>
        <translation>mois</translation>
    </message>
    <message>
        <source>open: answers are missing</source>
        <translation>ouvert : il manque des réponses</translation>
    </message>
</context>
<context>
    <name>TaskRail</name>
    <message>
        <source>{state}: {why}  (Alt+{n})</source>
        <translation>{state} : {why}  (Alt+{n})</translation>
    </message>
</context>
<context>
    <name>ThermalDose</name>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>held for</source>
        <translation>tenue pendant</translation>
    </message>
    <message>
        <source>Temperature {n}</source>
        <translation>Température {n}</translation>
    </message>
    <message>
        <source>Minutes {n}</source>
        <translation>Minutes {n}</translation>
    </message>
    <message>
        <source>Thermal dose</source>
        <translation>Dose thermique</translation>
    </message>
    <message>
        <source>CEM43</source>
        <translation>CEM43</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
</context>
<context>
    <name>ThresholdForm</name>
    <message>
        <source>Hold {drug}</source>
        <translation>Suspendre {drug}</translation>
    </message>
    <message>
        <source>Empty: the default. Kept on this computer; local policy overrides every default.</source>
        <translation>Vide : la valeur par défaut. Gardé sur cet ordinateur ; les règles locales priment.</translation>
    </message>
</context>
<context>
    <name>TimeOutScreen</name>
    <message>
        <source>Time-out</source>
        <translation>Time-out</translation>
    </message>
    <message>
        <source>TIME-OUT</source>
        <translation>TIME-OUT</translation>
    </message>
    <message>
        <source>No level is planned</source>
        <translation>Aucun niveau n&apos;est planifié</translation>
    </message>
    <message>
        <source>The whole team confirms</source>
        <translation>Toute l&apos;équipe confirme</translation>
    </message>
    <message>
        <source>Back  (Esc)</source>
        <translation>Retour  (Échap)</translation>
    </message>
</context>
<context>
    <name>TimelineSection</name>
    <message>
        <source>Mixing</source>
        <translation>Mélange</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Attente</translation>
    </message>
    <message>
        <source>Injection, per needle</source>
        <translation>Injection, par aiguille</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Changer</translation>
    </message>
    <message>
        <source>Ablation first, then cement through the same needle. Enter your own times.</source>
        <translation>L&apos;ablation d&apos;abord, puis le ciment par la même aiguille. Saisissez vos propres temps.</translation>
    </message>
    <message>
        <source>{total:.0f} min from the first ablation or mixing, mixes: {n}.</source>
        <translation>{total:.0f} min depuis la première ablation ou le mélange, mélanges : {n}.</translation>
    </message>
    <message>
        <source>Choose the material: its working phase is not known.</source>
        <translation>Choisir le matériau : sa phase de travail n&apos;est pas connue.</translation>
    </message>
    <message>
        <source>left</source>
        <translation>gauche</translation>
    </message>
    <message>
        <source>right</source>
        <translation>droite</translation>
    </message>
    <message>
        <source>midline</source>
        <translation>ligne médiane</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Mix {n}</source>
        <translation>Mélange {n}</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>Ablation</source>
        <translation>Ablation</translation>
    </message>
    <message>
        <source>Mixing</source>
        <translation>Mélange</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Attente</translation>
    </message>
    <message>
        <source>Can be injected</source>
        <translation>Injectable</translation>
    </message>
    <message>
        <source>Injection</source>
        <translation>Injection</translation>
    </message>
    <message>
        <source>{what} {level}: minute {start:.0f} to {end:.0f}</source>
        <translation>{what} {level} : de la minute {start:.0f} à {end:.0f}</translation>
    </message>
</context>
<context>
    <name>TipComparison</name>
    <message>
        <source>Volume compared</source>
        <translation>Volume comparé</translation>
    </message>
    <message>
        <source>First way</source>
        <translation>Première manière</translation>
    </message>
    <message>
        <source>Second way</source>
        <translation>Seconde manière</translation>
    </message>
    <message>
        <source>First way | second way</source>
        <translation>Première manière | seconde manière</translation>
    </message>
    <message>
        <source>As in an axial slice: the patient&apos;s right is at the left.</source>
        <translation>Comme dans une coupe axiale : la droite du patient est à gauche.</translation>
    </message>
    <message>
        <source>left</source>
        <translation>gauche</translation>
    </message>
    <message>
        <source>right</source>
        <translation>droite</translation>
    </message>
    <message>
        <source>midline</source>
        <translation>ligne médiane</translation>
    </message>
    <message>
        <source>Needle {n}, {side}</source>
        <translation>Aiguille {n}, {side}</translation>
    </message>
    <message>
        <source>All needles</source>
        <translation>Toutes les aiguilles</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>First leak</source>
        <translation>Première fuite</translation>
    </message>
</context>
<context>
    <name>TreatmentSections</name>
    <message>
        <source>Needles, material, how much to mix</source>
        <translation>Aiguilles, matériau, quantité à mélanger</translation>
    </message>
    <message>
        <source>Compare two ways</source>
        <translation>Comparer deux manières</translation>
    </message>
    <message>
        <source>Timeline of the session</source>
        <translation>Déroulement de la séance</translation>
    </message>
</context>
<context>
    <name>VersionsSection</name>
    <message>
        <source>Versions</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>Every save is a version. Save the plan to begin.</source>
        <translation>Chaque enregistrement est une version. Enregistrer le plan pour commencer.</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Comparer avec</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Différences</translation>
    </message>
    <message>
        <source>Draw both</source>
        <translation>Dessiner les deux</translation>
    </message>
    <message>
        <source>The needles of both are drawn in the images</source>
        <translation>Les aiguilles des deux sont dessinées dans les images</translation>
    </message>
    <message>
        <source>Side by side…</source>
        <translation>Côte à côte…</translation>
    </message>
    <message>
        <source>Alternative from here…</source>
        <translation>Alternative à partir d&apos;ici…</translation>
    </message>
    <message>
        <source>Back to it</source>
        <translation>Y revenir</translation>
    </message>
    <message>
        <source>Merge a colleague&apos;s copy…</source>
        <translation>Fusionner la copie d&apos;un collègue…</translation>
    </message>
    <message>
        <source>WHAT CHANGED</source>
        <translation>CE QUI A CHANGÉ</translation>
    </message>
    <message>
        <source>nobody named</source>
        <translation>personne de nommé</translation>
    </message>
    <message>
        <source>compared with the plan as it is now</source>
        <translation>comparé au plan tel qu&apos;il est</translation>
    </message>
    <message>
        <source>compared with version {n}</source>
        <translation>comparé à la version {n}</translation>
    </message>
    <message>
        <source>No difference.</source>
        <translation>Aucune différence.</translation>
    </message>
    <message>
        <source>version {n}</source>
        <translation>version {n}</translation>
    </message>
    <message>
        <source>the plan as it is now</source>
        <translation>le plan tel qu’il est</translation>
    </message>
</context>
<context>
    <name>WbbClock</name>
    <message>
        <source>Sectors and layers</source>
        <translation>Secteurs et couches</translation>
    </message>
    <message>
        <source>outside the bone, paravertebral</source>
        <translation>hors de l&apos;os, paravertébral</translation>
    </message>
    <message>
        <source>in the bone, superficial</source>
        <translation>dans l&apos;os, superficiel</translation>
    </message>
    <message>
        <source>in the bone, near the canal</source>
        <translation>dans l&apos;os, près du canal</translation>
    </message>
    <message>
        <source>in the canal, outside the dura</source>
        <translation>dans le canal, hors de la dure-mère</translation>
    </message>
    <message>
        <source>inside the dura</source>
        <translation>dans la dure-mère</translation>
    </message>
    <message>
        <source>left</source>
        <translation>gauche</translation>
    </message>
    <message>
        <source>right</source>
        <translation>droite</translation>
    </message>
    <message>
        <source>Sector {number}, patient&apos;s {side}; layer {layer}: {meaning}</source>
        <translation>Secteur {number}, {side} du patient ; couche {layer} : {meaning}</translation>
    </message>
    <message>
        <source>Layer F: vertebral artery on the patient&apos;s {side}</source>
        <translation>Couche F : artère vertébrale, {side} du patient</translation>
    </message>
</context>
<context>
    <name>WbbSection</name>
    <message>
        <source>Draw it over the axial image; click there</source>
        <translation>Le dessiner sur l&apos;image axiale ; cliquer là</translation>
    </message>
    <message>
        <source>On the image</source>
        <translation>Sur l&apos;image</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>Say that these sectors are right</source>
        <translation>Dire que ces secteurs sont justes</translation>
    </message>
    <message>
        <source>As computed</source>
        <translation>Comme calculé</translation>
    </message>
    <message>
        <source>Forget what was clicked</source>
        <translation>Oublier ce qui a été cliqué</translation>
    </message>
    <message>
        <source>Select a lesion.</source>
        <translation>Choisir une lésion.</translation>
    </message>
    <message>
        <source>By {who}; computed: {what}</source>
        <translation>Par {who} ; calculé : {what}</translation>
    </message>
    <message>
        <source>Confirmed by {who}</source>
        <translation>Confirmé par {who}</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Mesure…</translation>
    </message>
    <message>
        <source>Suggestion, from the outlines of lesion, vertebra and canal</source>
        <translation>Suggestion, des contours de la lésion, de la vertèbre et du canal</translation>
    </message>
</context>
<context>
    <name>WeightSliders</name>
    <message>
        <source>Pedicle wall</source>
        <translation>Paroi du pédicule</translation>
    </message>
    <message>
        <source>Structures at risk</source>
        <translation>Structures à risque</translation>
    </message>
    <message>
        <source>Reach of the target</source>
        <translation>Atteinte de la cible</translation>
    </message>
    <message>
        <source>Across the midline</source>
        <translation>Au-delà de la ligne médiane</translation>
    </message>
    <message>
        <source>Short way in bone</source>
        <translation>Court trajet dans l&apos;os</translation>
    </message>
    <message>
        <source>Dense bone</source>
        <translation>Os dense</translation>
    </message>
    <message>
        <source>Parallel to endplate</source>
        <translation>Parallèle au plateau</translation>
    </message>
    <message>
        <source>Short way from skin</source>
        <translation>Court trajet depuis la peau</translation>
    </message>
</context>
<context>
    <name>Workstation</name>
    <message>
        <source>Open a folder or CD</source>
        <translation>Ouvrir un dossier ou un CD</translation>
    </message>
    <message>
        <source>Open a file, zip or plan</source>
        <translation>Ouvrir un fichier, un zip ou un plan</translation>
    </message>
    <message>
        <source>Open labels of this patient</source>
        <translation>Ouvrir des étiquettes de ce patient</translation>
    </message>
    <message>
        <source>Open the images made afterwards</source>
        <translation>Ouvrir les images faites après</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Lecture seule</translation>
    </message>
    <message>
        <source>Kept in the autosave every ten seconds; Ctrl+S saves the plan file.</source>
        <translation>Gardé toutes les dix secondes ; Ctrl+S enregistre le fichier du plan.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Non enregistré</translation>
    </message>
    <message>
        <source>New plan</source>
        <translation>Nouveau plan</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
</context>
<context>
    <name>ZoneEntryForm</name>
    <message>
        <source>Device</source>
        <translation>Dispositif</translation>
    </message>
    <message>
        <source>Entered before</source>
        <translation>Saisi auparavant</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Longueur</translation>
    </message>
    <message>
        <source>Diameter</source>
        <translation>Diamètre</translation>
    </message>
    <message>
        <source>Behind the tip</source>
        <translation>Derrière la pointe</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minutes</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Réglage</translation>
    </message>
    <message>
        <source>Entered by</source>
        <translation>Saisi par</translation>
    </message>
    <message>
        <source>Source (IFU, page)</source>
        <translation>Source (notice, page)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Temps</translation>
    </message>
    <message>
        <source>Temperature, where known</source>
        <translation>Température, si connue</translation>
    </message>
    <message>
        <source>Add the zone</source>
        <translation>Ajouter la zone</translation>
    </message>
    <message>
        <source>enter</source>
        <translation>saisir</translation>
    </message>
    <message>
        <source>Not with: {x}</source>
        <translation>Pas avec : {x}</translation>
    </message>
    <message>
        <source>Entered before …</source>
        <translation>Saisi auparavant …</translation>
    </message>
    <message>
        <source>Size, who entered it and its source are needed</source>
        <translation>Il faut la taille, qui l&apos;a saisie et sa source</translation>
    </message>
</context>
<context>
    <name>ZoneShape</name>
    <message>
        <source>Second probe</source>
        <translation>Seconde sonde</translation>
    </message>
    <message>
        <source>Width across both</source>
        <translation>Largeur sur les deux</translation>
    </message>
    <message>
        <source>For probes apart</source>
        <translation>Pour sondes écartées de</translation>
    </message>
    <message>
        <source>Tip bends by</source>
        <translation>La pointe se courbe de</translation>
    </message>
    <message>
        <source>Length of the bent part</source>
        <translation>Longueur de la partie courbe</translation>
    </message>
    <message>
        <source>cranial</source>
        <translation>crânial</translation>
    </message>
    <message>
        <source>caudal</source>
        <translation>caudal</translation>
    </message>
    <message>
        <source>patient&apos;s left</source>
        <translation>gauche du patient</translation>
    </message>
    <message>
        <source>patient&apos;s right</source>
        <translation>droite du patient</translation>
    </message>
    <message>
        <source>Tip bends towards</source>
        <translation>La pointe se courbe vers</translation>
    </message>
    <message>
        <source>Towards</source>
        <translation>Vers</translation>
    </message>
    <message>
        <source>none: one probe alone</source>
        <translation>aucune : une sonde seule</translation>
    </message>
    <message>
        <source>straight</source>
        <translation>droite</translation>
    </message>
    <message>
        <source>enter</source>
        <translation>saisir</translation>
    </message>
</context>
<context>
    <name>widget</name>
    <message>
        <source>left</source>
        <translation>gauche</translation>
    </message>
    <message>
        <source>right</source>
        <translation>droite</translation>
    </message>
    <message>
        <source>midline</source>
        <translation>ligne médiane</translation>
    </message>
</context>
</TS>
