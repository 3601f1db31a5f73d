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
        <source>3-D</source>
        <translation>3D</translation>
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
        <source>not registered</source>
        <translation>non recalée</translation>
    </message>
    <message>
        <source>not registered to the plan</source>
        <translation>non recalée sur le plan</translation>
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
    <name>ChecklistView</name>
    <message>
        <source>Checklist</source>
        <translation>Liste de contrôle</translation>
    </message>
</context>
<context>
    <name>DecidePanel</name>
    <message>
        <source>LEVELS</source>
        <translation>NIVEAUX</translation>
    </message>
    <message>
        <source>Infiltrated and symptomatic are two things: a level can be full of tumour and painless. Scores (SINS, Tokuhashi, Tomita, ESCC) and the ranking of levels are not built yet; the choice here is yours alone.</source>
        <translation>Infiltré et symptomatique sont deux choses : un niveau peut être plein de tumeur et indolore. Les scores (SINS, Tokuhashi, Tomita, ESCC) et le classement des niveaux ne sont pas encore construits ; le choix ici n&apos;appartient qu&apos;à vous.</translation>
    </message>
    <message>
        <source>no lesion marked</source>
        <translation>aucune lésion marquée</translation>
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
        <source>Which level will you treat?</source>
        <translation>Quel niveau traiterez-vous ?</translation>
    </message>
    <message>
        <source>Tick Treat on each one.</source>
        <translation>Cochez Traiter pour chacun.</translation>
    </message>
    <message>
        <source>To treat: {levels}</source>
        <translation>À traiter : {levels}</translation>
    </message>
    <message>
        <source>Next: Plan.</source>
        <translation>Ensuite : Plan.</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>On images</source>
        <translation>Sur les images</translation>
    </message>
    <message>
        <source>Symptomatic</source>
        <translation>Symptomatique</translation>
    </message>
    <message>
        <source>Treat</source>
        <translation>Traiter</translation>
    </message>
    <message>
        <source>Show {level} in every view</source>
        <translation>Montrer {level} dans toutes les vues</translation>
    </message>
    <message>
        <source>{level} is symptomatic</source>
        <translation>{level} est symptomatique</translation>
    </message>
    <message>
        <source>Treat {level}</source>
        <translation>Traiter {level}</translation>
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
    <name>LesionsPanel</name>
    <message>
        <source>LESIONS</source>
        <translation>LÉSIONS</translation>
    </message>
    <message>
        <source>New lesion</source>
        <translation>Nouvelle lésion</translation>
    </message>
    <message>
        <source>The next stroke begins it</source>
        <translation>Le prochain trait la commence</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinceau</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Gomme</translation>
    </message>
    <message>
        <source>Sphere</source>
        <translation>Sphère</translation>
    </message>
    <message>
        <source>Add a sphere of the brush&apos;s size at the crosshair</source>
        <translation>Ajoute au réticule une sphère de la taille du pinceau</translation>
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
        <source>Off: only the slice you see</source>
        <translation>Éteint : seulement la coupe visible</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Rayon</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>Seulement</translation>
    </message>
    <message>
        <source>Paint only voxels whose value lies within these limits</source>
        <translation>Ne peint que les voxels dont la valeur est dans ces limites</translation>
    </message>
    <message>
        <source>Lowest value painted</source>
        <translation>Valeur la plus basse peinte</translation>
    </message>
    <message>
        <source>Highest value painted</source>
        <translation>Valeur la plus haute peinte</translation>
    </message>
    <message>
        <source>to</source>
        <translation>à</translation>
    </message>
    <message>
        <source>Ellipsoid</source>
        <translation>Ellipsoïde</translation>
    </message>
    <message>
        <source>Add an ellipsoid at the crosshair, along its lines: left-right, front-back, up-down</source>
        <translation>Ajoute un ellipsoïde à la croix, le long de ses lignes : gauche-droite, avant-arrière, haut-bas</translation>
    </message>
    <message>
        <source>Half-axis left-right</source>
        <translation>Demi-axe gauche-droite</translation>
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
        <source>half-axes in mm</source>
        <translation>demi-axes en mm</translation>
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
        <source>Longest diameter</source>
        <translation>Plus grand diamètre</translation>
    </message>
    <message>
        <source>Between the farthest voxel centres, 3D.</source>
        <translation>Entre les centres de voxels les plus éloignés, 3D.</translation>
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
        <source>One stroke is one undo step. New lesion begins another.</source>
        <translation>Un trait est une étape à annuler. Nouvelle lésion en commence une autre.</translation>
    </message>
    <message>
        <source>Kind of lesion</source>
        <translation>Type de lésion</translation>
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
        <source>{level} is not named on the images yet.</source>
        <translation>{level} n&apos;est pas encore nommé sur les images.</translation>
    </message>
    <message>
        <source>to confirm</source>
        <translation>à confirmer</translation>
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
        <source>Level that comes next</source>
        <translation>Niveau qui vient</translation>
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
        <translation>Le laisser  (Espace)</translation>
    </message>
    <message>
        <source>Next level</source>
        <translation>Niveau suivant</translation>
    </message>
    <message>
        <source>NAMED</source>
        <translation>NOMMÉS</translation>
    </message>
    <message>
        <source>Nothing is named yet. Start at a level you are sure of, often T12 or L5.</source>
        <translation>Rien n&apos;est nommé. Commencez par un niveau sûr, souvent T12 ou L5.</translation>
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
        <source>COUNTED WRONG?</source>
        <translation>MAL COMPTÉ ?</translation>
    </message>
    <message>
        <source>Open a study first</source>
        <translation>Ouvrez d&apos;abord un examen</translation>
    </message>
    <message>
        <source>Naming is paused</source>
        <translation>La dénomination est en pause</translation>
    </message>
    <message>
        <source>Choose a level below to go on.</source>
        <translation>Choisissez un niveau ci-dessous pour continuer.</translation>
    </message>
    <message>
        <source>Click the body of {level} to move its mark</source>
        <translation>Clic sur le corps de {level} pour déplacer sa marque</translation>
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
    <message>
        <source>Show it in every view</source>
        <translation>Le montrer dans toutes les vues</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>suggestion</source>
        <translation>suggestion</translation>
    </message>
    <message>
        <source>by {name}</source>
        <translation>par {name}</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>confirmé</translation>
    </message>
    <message>
        <source>Rename or remove {level}</source>
        <translation>Renommer ou retirer {level}</translation>
    </message>
    <message>
        <source>Rename to</source>
        <translation>Renommer en</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>{level} (transitional)</source>
        <translation>{level} (transitionnelle)</translation>
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
        <source>C-arm en face: {oblique}, {tilt}</source>
        <translation>Arceau dans l&apos;axe : {oblique}, {tilt}</translation>
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
        <source>At risk: {risks}. Usual angle: {axial} ({trust}).</source>
        <translation>À risque : {risks}. Angle usuel : {axial} ({trust}).</translation>
    </message>
    <message>
        <source>Entry: {entry}. Target: {target}. Position: {guidance}. Gauge: {gauge}.</source>
        <translation>Entrée : {entry}. Cible : {target}. Position : {guidance}. Calibre : {gauge}.</translation>
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
        <source>Change level</source>
        <translation>Changer de niveau</translation>
    </message>
    <message>
        <source>Change approach</source>
        <translation>Changer d&apos;abord</translation>
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
        <source>Report as PDF…</source>
        <translation>Rapport PDF…</translation>
    </message>
    <message>
        <source>HTML…</source>
        <translation>HTML…</translation>
    </message>
    <message>
        <source>Goes to it in the list</source>
        <translation>L&apos;affiche dans la liste</translation>
    </message>
    <message>
        <source>Note or reason</source>
        <translation>Note ou motif</translation>
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
        <source>ANSWER</source>
        <translation>RÉPONSE</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>KEY IMAGES AND MEASUREMENTS</source>
        <translation>IMAGES CLÉS ET MESURES</translation>
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
    <message>
        <source>Choose an item of the list.</source>
        <translation>Choisissez un point de la liste.</translation>
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
        <translation>Dites dans la note quel est le problème.</translation>
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
    <name>TaskRail</name>
    <message>
        <source>{state}: {why}  (Alt+{n})</source>
        <translation>{state} : {why}  (Alt+{n})</translation>
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
</TS>
