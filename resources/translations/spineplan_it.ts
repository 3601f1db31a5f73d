<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it_IT" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Tools</source>
        <translation>Strumenti</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>Strati</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Finestra</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Vista</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Sposta</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Mirino</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Lunghezza</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>Angolo</translation>
    </message>
    <message>
        <source>Region statistics</source>
        <translation>Statistica di una regione</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pennello</translation>
    </message>
    <message>
        <source>Needle</source>
        <translation>Ago</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>Strato successivo</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>Strato precedente</translation>
    </message>
    <message>
        <source>Ten slices on</source>
        <translation>Dieci strati avanti</translation>
    </message>
    <message>
        <source>Ten slices back</source>
        <translation>Dieci strati indietro</translation>
    </message>
    <message>
        <source>Thin, MIP, MinIP, mean</source>
        <translation>Sottile, MIP, MinIP, media</translation>
    </message>
    <message>
        <source>Thicker slab</source>
        <translation>Spessore maggiore</translation>
    </message>
    <message>
        <source>Thinner slab</source>
        <translation>Spessore minore</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatica</translation>
    </message>
    <message>
        <source>As the images say</source>
        <translation>Come dicono le immagini</translation>
    </message>
    <message>
        <source>Reset angle, zoom, centre and window</source>
        <translation>Ripristina angolo, zoom, centro e finestra</translation>
    </message>
    <message>
        <source>Show or hide overlays</source>
        <translation>Mostra o nascondi i segni</translation>
    </message>
    <message>
        <source>One pane, or all</source>
        <translation>Un riquadro o tutti</translation>
    </message>
    <message>
        <source>Key image</source>
        <translation>Immagine chiave</translation>
    </message>
    <message>
        <source>Delete what is selected</source>
        <translation>Elimina ciò che è scelto</translation>
    </message>
    <message>
        <source>Cancel and take back</source>
        <translation>Annulla e ritira</translation>
    </message>
    <message>
        <source>Key image kept; Review lists it.</source>
        <translation>Immagine chiave conservata; è elencata in Verifica.</translation>
    </message>
    <message>
        <source>3-D is not available</source>
        <translation>Il 3D non è disponibile</translation>
    </message>
    <message>
        <source>mean {mean} ± {sd}{unit}</source>
        <translation>media {mean} ± {sd}{unit}</translation>
    </message>
    <message>
        <source>min {low}  max {high}</source>
        <translation>min {low}  max {high}</translation>
    </message>
    <message>
        <source>Axial</source>
        <translation>Assiale</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>Sagittale</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>Coronale</translation>
    </message>
    <message>
        <source>Along the needle, sagittal</source>
        <translation>Lungo l&apos;ago, sagittale</translation>
    </message>
    <message>
        <source>Along the needle, axial</source>
        <translation>Lungo l&apos;ago, assiale</translation>
    </message>
    <message>
        <source>Bull&apos;s-eye</source>
        <translation>Bersaglio</translation>
    </message>
    <message>
        <source>3-D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>{plane}, oblique</source>
        <translation>{plane}, obliquo</translation>
    </message>
    <message>
        <source>Loading {percent} %</source>
        <translation>Lettura {percent} %</translation>
    </message>
    <message>
        <source>not registered</source>
        <translation>non registrata</translation>
    </message>
    <message>
        <source>not registered to the plan</source>
        <translation>non registrata al piano</translation>
    </message>
    <message>
        <source>{mm} mm slice</source>
        <translation>strato {mm} mm</translation>
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
        <translation>Media</translation>
    </message>
    <message>
        <source>{mode} {mm} mm</source>
        <translation>{mode} {mm} mm</translation>
    </message>
    <message>
        <source>depth {mm} mm</source>
        <translation>profondità {mm} mm</translation>
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
        <translation>Ancora nessuna immagine</translation>
    </message>
    <message>
        <source>Open a folder, a zip or a CD, or drop it here</source>
        <translation>Apra una cartella, uno zip o un CD, o lo trascini qui</translation>
    </message>
    <message>
        <source>No needle yet</source>
        <translation>Ancora nessun ago</translation>
    </message>
    <message>
        <source>Press N, click the target, then the entry</source>
        <translation>Prema N, poi clic sul bersaglio e sull&apos;ingresso</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>Osso</translation>
    </message>
    <message>
        <source>Bone, ray cast</source>
        <translation>Osso, ray casting</translation>
    </message>
    <message>
        <source>Soft</source>
        <translation>Molli</translation>
    </message>
    <message>
        <source>Soft tissue, ray cast</source>
        <translation>Tessuti molli, ray casting</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>Superficie</translation>
    </message>
    <message>
        <source>Bone surface</source>
        <translation>Superficie ossea</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Taglio</translation>
    </message>
    <message>
        <source>Cut away what lies in front of the crosshair (a slab keeps its thickness)</source>
        <translation>Taglia ciò che sta davanti al mirino (uno strato spesso mantiene lo spessore)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Tutto</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>Mostra tutto</translation>
    </message>
    <message>
        <source>From the front</source>
        <translation>Dal davanti</translation>
    </message>
    <message>
        <source>From the back</source>
        <translation>Da dietro</translation>
    </message>
    <message>
        <source>From the patient&apos;s left</source>
        <translation>Dalla sinistra del paziente</translation>
    </message>
    <message>
        <source>From the patient&apos;s right</source>
        <translation>Dalla destra del paziente</translation>
    </message>
    <message>
        <source>From the head</source>
        <translation>Dalla testa</translation>
    </message>
    <message>
        <source>From the feet</source>
        <translation>Dai piedi</translation>
    </message>
    <message>
        <source>The 3-D picture appears with the images</source>
        <translation>L&apos;immagine 3D compare con le immagini</translation>
    </message>
    <message>
        <source>Preparing the 3-D picture …</source>
        <translation>Preparazione dell&apos;immagine 3D …</translation>
    </message>
    <message>
        <source>half resolution</source>
        <translation>mezza risoluzione</translation>
    </message>
    <message>
        <source>Soft tissue</source>
        <translation>Tessuti molli</translation>
    </message>
    <message>
        <source>Bone surface from {hu} HU</source>
        <translation>Superficie ossea da {hu} HU</translation>
    </message>
    <message>
        <source>being made …</source>
        <translation>in preparazione …</translation>
    </message>
    <message>
        <source>Half resolution</source>
        <translation>Mezza risoluzione</translation>
    </message>
    <message>
        <source>Bone from {hu} HU</source>
        <translation>Osso da {hu} HU</translation>
    </message>
    <message>
        <source>3-D picture</source>
        <translation>Immagine 3D</translation>
    </message>
    <message>
        <source>The 3-D picture could not be made: {why}</source>
        <translation>L&apos;immagine 3D non è riuscita: {why}</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Open a &amp;folder or CD…</source>
        <translation>Apri una &amp;cartella o un CD…</translation>
    </message>
    <message>
        <source>Open a &amp;file, zip or plan…</source>
        <translation>Apri un &amp;file, uno zip o un piano…</translation>
    </message>
    <message>
        <source>Open the &amp;demo patient</source>
        <translation>Apri il paziente &amp;dimostrativo</translation>
    </message>
    <message>
        <source>&amp;Close the patient</source>
        <translation>C&amp;hiudi il paziente</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Salva</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Salva &amp;come…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Ripeti</translation>
    </message>
    <message>
        <source>&amp;Report…</source>
        <translation>&amp;Referto…</translation>
    </message>
    <message>
        <source>Se&amp;ttings</source>
        <translation>&amp;Impostazioni</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>&amp;Tasti e mouse</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>Sc&amp;hermo intero</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Esci</translation>
    </message>
    <message>
        <source>Undo {step}</source>
        <translation>Annulla {step}</translation>
    </message>
    <message>
        <source>Redo {step}</source>
        <translation>Ripeti {step}</translation>
    </message>
</context>
<context>
    <name>AfterPanel</name>
    <message>
        <source>Open the CT made after the procedure</source>
        <translation>Apra la TC eseguita dopo la procedura</translation>
    </message>
    <message>
        <source>It appears beside the planning CT. It must be of the same patient.</source>
        <translation>Compare accanto alla TC del piano. Deve essere dello stesso paziente.</translation>
    </message>
    <message>
        <source>Open the CT afterwards…</source>
        <translation>Apri la TC di controllo…</translation>
    </message>
    <message>
        <source>Show both side by side</source>
        <translation>Mostra entrambe affiancate</translation>
    </message>
    <message>
        <source>NOT BUILT YET</source>
        <translation>NON ANCORA COSTRUITO</translation>
    </message>
    <message>
        <source>Registration of the two CTs, the needle achieved against the needle planned, cement volume and leaks by compartment, and the follow-up of pain and disability. Until the two series are registered they are never shown as aligned.</source>
        <translation>La registrazione delle due TC, l&apos;ago ottenuto rispetto a quello pianificato, il volume di cemento e le fughe per compartimento, il decorso del dolore e della disabilità. Finché le due serie non sono registrate non sono mai mostrate come allineate.</translation>
    </message>
</context>
<context>
    <name>CementScale</name>
    <message>
        <source>, chosen {ml:.1f} mL</source>
        <translation>, scelti {ml:.1f} mL</translation>
    </message>
    <message>
        <source>Band {low:.1f} to {high:.1f} mL</source>
        <translation>Intervallo da {low:.1f} a {high:.1f} mL</translation>
    </message>
</context>
<context>
    <name>CementSection</name>
    <message>
        <source>none</source>
        <translation>nessuno</translation>
    </message>
    <message>
        <source>Cement volume</source>
        <translation>Volume di cemento</translation>
    </message>
    <message>
        <source>Fit the body</source>
        <translation>Adatta il corpo</translation>
    </message>
    <message>
        <source>Drag its handles in the images</source>
        <translation>Trascini le sue maniglie nelle immagini</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Scelto</translation>
    </message>
    <message>
        <source>CEMENT {level}</source>
        <translation>CEMENTO {level}</translation>
    </message>
    <message>
        <source>No published size for this level: no band can be given.</source>
        <translation>Per questo livello non c&apos;è una misura pubblicata: nessun intervallo.</translation>
    </message>
    <message>
        <source>as marked</source>
        <translation>come segnato</translation>
    </message>
    <message>
        <source>suggestion from mean sizes</source>
        <translation>suggerimento da misure medie</translation>
    </message>
    <message>
        <source>Body {ml:.1f} mL ({origin}); band {low:.1f} to {high:.1f} mL</source>
        <translation>Corpo {ml:.1f} mL ({origin}); intervallo da {low:.1f} a {high:.1f} mL</translation>
    </message>
    <message>
        <source>, from filling the lytic lesion</source>
        <translation>, dal riempimento della lesione litica</translation>
    </message>
    <message>
        <source>{low:g}-{high:g} % of the body ({words}); hover the ticks for the studies. {note}</source>
        <translation>{low:g}-{high:g} % del corpo ({words}); passi sulle tacche per gli studi. {note}</translation>
    </message>
    <message>
        <source>Session: {ml:.1f} mL, levels: {n}</source>
        <translation>Seduta: {ml:.1f} mL, livelli: {n}</translation>
    </message>
    <message>
        <source>{percent:.0f} % of the body: outside the band</source>
        <translation>{percent:.0f} % del corpo: fuori dall&apos;intervallo</translation>
    </message>
</context>
<context>
    <name>Checklist</name>
    <message>
        <source>open</source>
        <translation>aperta</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fatta</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>non pertinente</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>problema</translation>
    </message>
    <message>
        <source>required</source>
        <translation>obbligatoria</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>consigliata</translation>
    </message>
    <message>
        <source>for information</source>
        <translation>informativa</translation>
    </message>
</context>
<context>
    <name>ChecklistView</name>
    <message>
        <source>Checklist</source>
        <translation>Lista di controllo</translation>
    </message>
</context>
<context>
    <name>DecidePanel</name>
    <message>
        <source>LEVELS</source>
        <translation>LIVELLI</translation>
    </message>
    <message>
        <source>Infiltrated and symptomatic are two things: a level can be full of tumour and painless. Scores (SINS, Tokuhashi, Tomita, ESCC) and the ranking of levels are not built yet; the choice here is yours alone.</source>
        <translation>Infiltrato e sintomatico sono due cose: un livello può essere pieno di tumore e non dolere. I punteggi (SINS, Tokuhashi, Tomita, ESCC) e la graduatoria dei livelli non sono ancora costruiti; la scelta qui è solo Sua.</translation>
    </message>
    <message>
        <source>no lesion marked</source>
        <translation>nessuna lesione segnata</translation>
    </message>
    <message>
        <source>Name levels first</source>
        <translation>Prima dia un nome ai livelli</translation>
    </message>
    <message>
        <source>Stage Levels: click each vertebral body.</source>
        <translation>Fase Livelli: clic su ogni corpo vertebrale.</translation>
    </message>
    <message>
        <source>Which level will you treat?</source>
        <translation>Quale livello tratterà?</translation>
    </message>
    <message>
        <source>Tick Treat on each one.</source>
        <translation>Spunti Trattare per ciascuno.</translation>
    </message>
    <message>
        <source>To treat: {levels}</source>
        <translation>Da trattare: {levels}</translation>
    </message>
    <message>
        <source>Next: Plan.</source>
        <translation>Poi: Piano.</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Livello</translation>
    </message>
    <message>
        <source>On images</source>
        <translation>Sulle immagini</translation>
    </message>
    <message>
        <source>Symptomatic</source>
        <translation>Sintomatico</translation>
    </message>
    <message>
        <source>Treat</source>
        <translation>Trattare</translation>
    </message>
    <message>
        <source>Show {level} in every view</source>
        <translation>Mostra {level} in ogni vista</translation>
    </message>
    <message>
        <source>{level} is symptomatic</source>
        <translation>{level} è sintomatico</translation>
    </message>
    <message>
        <source>Treat {level}</source>
        <translation>Trattare {level}</translation>
    </message>
</context>
<context>
    <name>EmptyImages</name>
    <message>
        <source>Open a patient&apos;s CT</source>
        <translation>Apra la TC di un paziente</translation>
    </message>
    <message>
        <source>Drop a folder, a zip, a CD or a plan here. Nothing leaves this computer.</source>
        <translation>Trascini qui una cartella, uno zip, un CD o un piano. Nulla lascia questo computer.</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Apri una cartella…</translation>
    </message>
    <message>
        <source>Try the demo patient</source>
        <translation>Prova il paziente dimostrativo</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Images, zips and plans (*)</source>
        <translation>Immagini, zip e piani (*)</translation>
    </message>
    <message>
        <source>Plans (*.spineplan)</source>
        <translation>Piani (*.spineplan)</translation>
    </message>
    <message>
        <source>Zips (*.zip)</source>
        <translation>Zip (*.zip)</translation>
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
        <translation>Tutti i rilievi</translation>
    </message>
    <message>
        <source>All findings  (Alt+F)</source>
        <translation>Tutti i rilievi  (Alt+F)</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Mostrami</translation>
    </message>
    <message>
        <source>No findings</source>
        <translation>Nessun rilievo</translation>
    </message>
    <message>
        <source>Findings appear here</source>
        <translation>I rilievi compaiono qui</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>e altri {n}</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Sicurezza</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Immagini</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Informazione</translation>
    </message>
</context>
<context>
    <name>HuProfile</name>
    <message>
        <source>Values along the needle</source>
        <translation>Valori lungo l&apos;ago</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>ingresso</translation>
    </message>
    <message>
        <source>target</source>
        <translation>bersaglio</translation>
    </message>
    <message>
        <source>mm from the entry</source>
        <translation>mm dall&apos;ingresso</translation>
    </message>
    <message>
        <source>value</source>
        <translation>valore</translation>
    </message>
</context>
<context>
    <name>ImageBar</name>
    <message>
        <source>Window</source>
        <translation>Finestra</translation>
    </message>
    <message>
        <source>Window presets (0 auto, 1-9)</source>
        <translation>Finestre preimpostate (0 automatica, 1-9)</translation>
    </message>
    <message>
        <source>Overlays (Space)</source>
        <translation>Segni (Spazio)</translation>
    </message>
    <message>
        <source>Reset angle, zoom, centre and window (R)</source>
        <translation>Ripristina angolo, zoom, centro e finestra (R)</translation>
    </message>
    <message>
        <source>Keep this picture as a key image (K)</source>
        <translation>Conserva questa immagine come immagine chiave (K)</translation>
    </message>
    <message>
        <source>Window: drag for brightness and contrast (W)</source>
        <translation>Finestra: trascini per luminosità e contrasto (W)</translation>
    </message>
    <message>
        <source>Zoom (Z, or right drag)</source>
        <translation>Zoom (Z, o trascinare a destra)</translation>
    </message>
    <message>
        <source>Pan (P, or middle drag)</source>
        <translation>Sposta (P, o trascinare col centrale)</translation>
    </message>
    <message>
        <source>Crosshair (H, or Shift and move)</source>
        <translation>Mirino (H, o Maiusc e muovere)</translation>
    </message>
    <message>
        <source>Length (L)</source>
        <translation>Lunghezza (L)</translation>
    </message>
    <message>
        <source>Angle (A)</source>
        <translation>Angolo (A)</translation>
    </message>
    <message>
        <source>Region: mean and spread of the values in an ellipse</source>
        <translation>Regione: media e dispersione dei valori in un&apos;ellisse</translation>
    </message>
    <message>
        <source>Axial, sagittal, coronal, 3D</source>
        <translation>Assiale, sagittale, coronale, 3D</translation>
    </message>
    <message>
        <source>Large sagittal, for counting levels</source>
        <translation>Sagittale grande, per contare i livelli</translation>
    </message>
    <message>
        <source>Along the needle: two planes that hold it, and the bull&apos;s-eye</source>
        <translation>Lungo l&apos;ago: due piani che lo contengono e il bersaglio</translation>
    </message>
    <message>
        <source>Compare two series</source>
        <translation>Confronta due serie</translation>
    </message>
    <message>
        <source>One large view</source>
        <translation>Una vista grande</translation>
    </message>
    <message>
        <source>Slab: thick slices</source>
        <translation>Strati spessi</translation>
    </message>
    <message>
        <source>Slab thickness</source>
        <translation>Spessore dello strato</translation>
    </message>
    <message>
        <source>Thin</source>
        <translation>Sottile</translation>
    </message>
    <message>
        <source>MIP (brightest)</source>
        <translation>MIP (il più chiaro)</translation>
    </message>
    <message>
        <source>MinIP (darkest)</source>
        <translation>MinIP (il più scuro)</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Media</translation>
    </message>
</context>
<context>
    <name>ImageLoading</name>
    <message>
        <source>Opening</source>
        <translation>Apertura</translation>
    </message>
    <message>
        <source>Opening {series}</source>
        <translation>Apertura di {series}</translation>
    </message>
    <message>
        <source>Reading images</source>
        <translation>Lettura delle immagini</translation>
    </message>
</context>
<context>
    <name>JobArea</name>
    <message>
        <source>Cancel</source>
        <translation>Interrompi</translation>
    </message>
    <message>
        <source>{title} and {n} more</source>
        <translation>{title} e altri {n}</translation>
    </message>
</context>
<context>
    <name>KeptList</name>
    <message>
        <source>Key images and measurements</source>
        <translation>Immagini chiave e misure</translation>
    </message>
    <message>
        <source>Click to see it again, Delete removes it</source>
        <translation>Clic per rivederla, Canc la rimuove</translation>
    </message>
    <message>
        <source>Key image, {plane}</source>
        <translation>Immagine chiave, {plane}</translation>
    </message>
    <message>
        <source>Its series is not open.</source>
        <translation>La sua serie non è aperta.</translation>
    </message>
</context>
<context>
    <name>LesionList</name>
    <message>
        <source>Lesions</source>
        <translation>Lesioni</translation>
    </message>
    <message>
        <source>{ml:.1f} mL</source>
        <translation>{ml:.1f} mL</translation>
    </message>
    <message>
        <source>not painted</source>
        <translation>non dipinta</translation>
    </message>
</context>
<context>
    <name>LesionsPanel</name>
    <message>
        <source>LESIONS</source>
        <translation>LESIONI</translation>
    </message>
    <message>
        <source>New lesion</source>
        <translation>Nuova lesione</translation>
    </message>
    <message>
        <source>The next stroke begins it</source>
        <translation>Il prossimo tratto la comincia</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Togli</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pennello</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Gomma</translation>
    </message>
    <message>
        <source>Sphere</source>
        <translation>Sfera</translation>
    </message>
    <message>
        <source>Add a sphere of the brush&apos;s size at the crosshair</source>
        <translation>Aggiunge al mirino una sfera grande come il pennello</translation>
    </message>
    <message>
        <source>Brush radius</source>
        <translation>Raggio del pennello</translation>
    </message>
    <message>
        <source>3D (a ball)</source>
        <translation>3D (una palla)</translation>
    </message>
    <message>
        <source>Off: only the slice you see</source>
        <translation>Spento: solo lo strato che vede</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Raggio</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>Solo</translation>
    </message>
    <message>
        <source>Paint only voxels whose value lies within these limits</source>
        <translation>Dipinge solo voxel con valori entro questi limiti</translation>
    </message>
    <message>
        <source>Lowest value painted</source>
        <translation>Valore minimo dipinto</translation>
    </message>
    <message>
        <source>Highest value painted</source>
        <translation>Valore massimo dipinto</translation>
    </message>
    <message>
        <source>to</source>
        <translation>a</translation>
    </message>
    <message>
        <source>Ellipsoid</source>
        <translation>Ellissoide</translation>
    </message>
    <message>
        <source>Add an ellipsoid at the crosshair, along its lines: left-right, front-back, up-down</source>
        <translation>Aggiunge un ellissoide al mirino, lungo le sue linee: sinistra-destra, avanti-indietro, alto-basso</translation>
    </message>
    <message>
        <source>Half-axis left-right</source>
        <translation>Semiasse sinistra-destra</translation>
    </message>
    <message>
        <source>Half-axis front-back</source>
        <translation>Semiasse avanti-indietro</translation>
    </message>
    <message>
        <source>Half-axis up-down</source>
        <translation>Semiasse alto-basso</translation>
    </message>
    <message>
        <source>half-axes in mm</source>
        <translation>semiassi in mm</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Of the painted voxels.</source>
        <translation>Dei voxel dipinti.</translation>
    </message>
    <message>
        <source>Longest diameter</source>
        <translation>Diametro maggiore</translation>
    </message>
    <message>
        <source>Between the farthest voxel centres, 3D.</source>
        <translation>Tra i centri dei voxel più lontani, 3D.</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Media</translation>
    </message>
    <message>
        <source>Lowest to highest</source>
        <translation>Dal minimo al massimo</translation>
    </message>
    <message>
        <source>Name levels first</source>
        <translation>Prima dia un nome ai livelli</translation>
    </message>
    <message>
        <source>A lesion belongs to a level.</source>
        <translation>Una lesione appartiene a un livello.</translation>
    </message>
    <message>
        <source>{level}: WHAT IS IT?</source>
        <translation>{level}: CHE COS&apos;È?</translation>
    </message>
    <message>
        <source>Take the brush</source>
        <translation>Prenda il pennello</translation>
    </message>
    <message>
        <source>Key B, or the button below.</source>
        <translation>Tasto B, o il pulsante qui sotto.</translation>
    </message>
    <message>
        <source>Paint the lesion</source>
        <translation>Dipinga la lesione</translation>
    </message>
    <message>
        <source>In any view; it belongs to the level you paint on.</source>
        <translation>In qualsiasi vista; appartiene al livello su cui dipinge.</translation>
    </message>
    <message>
        <source>Painting the lesion of {level}</source>
        <translation>Si dipinge la lesione di {level}</translation>
    </message>
    <message>
        <source>One stroke is one undo step. New lesion begins another.</source>
        <translation>Un tratto è un passo da annullare. Nuova lesione ne comincia un&apos;altra.</translation>
    </message>
    <message>
        <source>Kind of lesion</source>
        <translation>Tipo di lesione</translation>
    </message>
</context>
<context>
    <name>Levels</name>
    <message>
        <source>lytic</source>
        <translation>litica</translation>
    </message>
    <message>
        <source>blastic</source>
        <translation>addensante</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>mista</translation>
    </message>
    <message>
        <source>kind not set</source>
        <translation>tipo non indicato</translation>
    </message>
    <message>
        <source>{level} is not named on the images yet.</source>
        <translation>{level} non ha ancora un nome sulle immagini.</translation>
    </message>
    <message>
        <source>to confirm</source>
        <translation>da confermare</translation>
    </message>
    <message>
        <source>{kind} lesion</source>
        <translation>lesione {kind}</translation>
    </message>
    <message>
        <source>symptomatic</source>
        <translation>sintomatico</translation>
    </message>
    <message>
        <source>to treat</source>
        <translation>da trattare</translation>
    </message>
    <message>
        <source>needles: {n}</source>
        <translation>aghi: {n}</translation>
    </message>
    <message>
        <source>cement {ml:.1f} mL</source>
        <translation>cemento {ml:.1f} mL</translation>
    </message>
</context>
<context>
    <name>LevelsPanel</name>
    <message>
        <source>Level that comes next</source>
        <translation>Livello che viene ora</translation>
    </message>
    <message>
        <source>One level up  (arrow up, over the images)</source>
        <translation>Un livello più su  (freccia su, sulle immagini)</translation>
    </message>
    <message>
        <source>One level down  (arrow down, over the images)</source>
        <translation>Un livello più giù  (freccia giù, sulle immagini)</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Salta</translation>
    </message>
    <message>
        <source>Leave it out  (Space)</source>
        <translation>Lo tralascia  (Spazio)</translation>
    </message>
    <message>
        <source>Next level</source>
        <translation>Livello successivo</translation>
    </message>
    <message>
        <source>NAMED</source>
        <translation>CON NOME</translation>
    </message>
    <message>
        <source>Nothing is named yet. Start at a level you are sure of, often T12 or L5.</source>
        <translation>Ancora nessun nome. Cominci da un livello sicuro, spesso T12 o L5.</translation>
    </message>
    <message>
        <source>All one up</source>
        <translation>Tutti uno su</translation>
    </message>
    <message>
        <source>All one down</source>
        <translation>Tutti uno giù</translation>
    </message>
    <message>
        <source>COUNTED WRONG?</source>
        <translation>CONTATO MALE?</translation>
    </message>
    <message>
        <source>Open a study first</source>
        <translation>Prima apra uno studio</translation>
    </message>
    <message>
        <source>Naming is paused</source>
        <translation>La denominazione è in pausa</translation>
    </message>
    <message>
        <source>Choose a level below to go on.</source>
        <translation>Scelga un livello qui sotto per continuare.</translation>
    </message>
    <message>
        <source>Click the body of {level} to move its mark</source>
        <translation>Clic sul corpo di {level} per spostare il segno</translation>
    </message>
    <message>
        <source>Or choose the level that comes next.</source>
        <translation>Oppure scelga il livello che viene ora.</translation>
    </message>
    <message>
        <source>Click the body of {level}</source>
        <translation>Clic sul corpo di {level}</translation>
    </message>
    <message>
        <source>In the sagittal view. Space skips, arrow keys choose another level, Esc gives a click up.</source>
        <translation>Nella vista sagittale. Spazio salta, le frecce scelgono un altro livello, Esc ritira un clic.</translation>
    </message>
    <message>
        <source>Show it in every view</source>
        <translation>Lo mostra in ogni vista</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Conferma</translation>
    </message>
    <message>
        <source>suggestion</source>
        <translation>suggerimento</translation>
    </message>
    <message>
        <source>by {name}</source>
        <translation>da {name}</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>confermato</translation>
    </message>
    <message>
        <source>Rename or remove {level}</source>
        <translation>Rinomina o togli {level}</translation>
    </message>
    <message>
        <source>Rename to</source>
        <translation>Rinomina in</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Togli</translation>
    </message>
    <message>
        <source>{level} (transitional)</source>
        <translation>{level} (transizionale)</translation>
    </message>
</context>
<context>
    <name>Measured</name>
    <message>
        <source>Finding the skin</source>
        <translation>Ricerca della cute</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Chiudi il messaggio</translation>
    </message>
</context>
<context>
    <name>MetamerBoard</name>
    <message>
        <source>Metamer board</source>
        <translation>Tavola dei metameri</translation>
    </message>
</context>
<context>
    <name>NeedleNumbersSection</name>
    <message>
        <source>From the sagittal plane, in the axial plane; positive when the needle comes toward the midline.</source>
        <translation>Dal piano sagittale, nel piano assiale; positivo quando l&apos;ago va verso la linea mediana.</translation>
    </message>
    <message>
        <source>Convergence</source>
        <translation>Convergenza</translation>
    </message>
    <message>
        <source>From the axial plane of the scanner; the gantry tilt to follow the needle.</source>
        <translation>Dal piano assiale dello scanner; l&apos;inclinazione del gantry che segue l&apos;ago.</translation>
    </message>
    <message>
        <source>Cranio-caudal</source>
        <translation>Cranio-caudale</translation>
    </message>
    <message>
        <source>Skin to target</source>
        <translation>Cute-bersaglio</translation>
    </message>
    <message>
        <source>Along the needle.</source>
        <translation>Lungo l&apos;ago.</translation>
    </message>
    <message>
        <source>Skin to bone</source>
        <translation>Cute-osso</translation>
    </message>
    <message>
        <source>To the first cortical bone on the way in.</source>
        <translation>Fino alla prima corticale incontrata.</translation>
    </message>
    <message>
        <source>Bone to target</source>
        <translation>Osso-bersaglio</translation>
    </message>
    <message>
        <source>Skin entry from the patient&apos;s midline, taken at the level&apos;s marked centre.</source>
        <translation>Ingresso cutaneo dalla linea mediana, presa al centro segnato del livello.</translation>
    </message>
    <message>
        <source>Entry from midline</source>
        <translation>Ingresso dalla mediana</translation>
    </message>
    <message>
        <source>The view down the needle: hub and tip fall on one point.</source>
        <translation>La vista lungo l&apos;ago: cono e punta cadono su un punto.</translation>
    </message>
    <message>
        <source>C-arm en face: {oblique}, {tilt}</source>
        <translation>Arco a C in asse: {oblique}, {tilt}</translation>
    </message>
    <message>
        <source>away from the midline</source>
        <translation>via dalla linea mediana</translation>
    </message>
    <message>
        <source>toward the midline</source>
        <translation>verso la linea mediana</translation>
    </message>
    <message>
        <source>cranial</source>
        <translation>craniale</translation>
    </message>
    <message>
        <source>caudal</source>
        <translation>caudale</translation>
    </message>
    <message>
        <source>Long enough: {length:g} mm for {needed:.0f} mm ({hub:.0f} mm for the hub).</source>
        <translation>Lungo abbastanza: {length:g} mm per {needed:.0f} mm ({hub:.0f} mm per il cono).</translation>
    </message>
    <message>
        <source>Too short: {length:g} mm, {needed:.0f} mm needed ({hub:.0f} mm for the hub).</source>
        <translation>Troppo corto: {length:g} mm, ne servono {needed:.0f} ({hub:.0f} mm per il cono).</translation>
    </message>
    <message>
        <source>left</source>
        <translation>sinistra</translation>
    </message>
    <message>
        <source>right</source>
        <translation>destra</translation>
    </message>
    <message>
        <source>on the midline</source>
        <translation>sulla linea mediana</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>&quot;{name}&quot; is not there any more.</source>
        <translation>&quot;{name}&quot; non c&apos;è più.</translation>
    </message>
    <message>
        <source>Looking through {name}</source>
        <translation>Ricerca in {name}</translation>
    </message>
    <message>
        <source>Making the demo patient</source>
        <translation>Preparazione del paziente dimostrativo</translation>
    </message>
    <message>
        <source>Now open the images of this plan: {series}, {n} slices.</source>
        <translation>Ora apra le immagini di questo piano: {series}, {n} strati.</translation>
    </message>
    <message>
        <source>Keep this plan</source>
        <translation>Tieni questo piano</translation>
    </message>
    <message>
        <source>Close it and open these images</source>
        <translation>Chiudilo e apri queste immagini</translation>
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
        <translation>Nessun paziente aperto</translation>
    </message>
    <message>
        <source>Name missing</source>
        <translation>Nome mancante</translation>
    </message>
    <message>
        <source>ID {id}</source>
        <translation>ID {id}</translation>
    </message>
    <message>
        <source>born {date}</source>
        <translation>nato il {date}</translation>
    </message>
    <message>
        <source>sex ?</source>
        <translation>sesso ?</translation>
    </message>
    <message>
        <source>{modality} of {date}</source>
        <translation>{modality} del {date}</translation>
    </message>
    <message>
        <source>study</source>
        <translation>studio</translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>Place a needle</source>
        <translation>Posiziona un ago</translation>
    </message>
    <message>
        <source>Key N</source>
        <translation>Tasto N</translation>
    </message>
    <message>
        <source>Look along it</source>
        <translation>Guarda lungo l&apos;ago</translation>
    </message>
    <message>
        <source>Two planes that hold the needle, and the bull&apos;s-eye</source>
        <translation>Due piani che contengono l&apos;ago, e il bersaglio</translation>
    </message>
    <message>
        <source>Needles</source>
        <translation>Aghi</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Togli</translation>
    </message>
    <message>
        <source>NEEDLES</source>
        <translation>AGHI</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Livello</translation>
    </message>
    <message>
        <source>Approach</source>
        <translation>Accesso</translation>
    </message>
    <message>
        <source>Needle</source>
        <translation>Ago</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Lato</translation>
    </message>
    <message>
        <source>Name levels first</source>
        <translation>Prima dia un nome ai livelli</translation>
    </message>
    <message>
        <source>A needle belongs to a level.</source>
        <translation>Un ago appartiene a un livello.</translation>
    </message>
    <message>
        <source>Click the target in {level}</source>
        <translation>Clic sul bersaglio in {level}</translation>
    </message>
    <message>
        <source>Where the tip shall end, in any view. Esc gives up.</source>
        <translation>Dove finirà la punta, in qualsiasi vista. Esc rinuncia.</translation>
    </message>
    <message>
        <source>Click the entry</source>
        <translation>Clic sull&apos;ingresso</translation>
    </message>
    <message>
        <source>Where it meets the bone or the skin. Esc gives up.</source>
        <translation>Dove incontra l&apos;osso o la cute. Esc rinuncia.</translation>
    </message>
    <message>
        <source>{level} {side}, {needle}</source>
        <translation>{level} {side}, {needle}</translation>
    </message>
    <message>
        <source>Drag its ends or its shaft in any view; every number follows.</source>
        <translation>Trascini le estremità o il corpo in qualsiasi vista; ogni numero segue.</translation>
    </message>
    <message>
        <source>Choose a needle</source>
        <translation>Scelga un ago</translation>
    </message>
    <message>
        <source>Or place another one.</source>
        <translation>O ne posizioni un altro.</translation>
    </message>
    <message>
        <source>Choose level and approach</source>
        <translation>Scelga livello e accesso</translation>
    </message>
    <message>
        <source>Then place the needle: target, then entry.</source>
        <translation>Poi posizioni l&apos;ago: bersaglio, poi ingresso.</translation>
    </message>
    <message>
        <source>{level}, to treat</source>
        <translation>{level}, da trattare</translation>
    </message>
    <message>
        <source>{way} (unusual here)</source>
        <translation>{way} (insolito qui)</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Sinistra</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Destra</translation>
    </message>
    <message>
        <source>Midline</source>
        <translation>Linea mediana</translation>
    </message>
    <message>
        <source>Side: by the entry</source>
        <translation>Lato: dall&apos;ingresso</translation>
    </message>
    <message>
        <source>At risk: {risks}. Usual angle: {axial} ({trust}).</source>
        <translation>A rischio: {risks}. Angolo abituale: {axial} ({trust}).</translation>
    </message>
    <message>
        <source>Entry: {entry}. Target: {target}. Position: {guidance}. Gauge: {gauge}.</source>
        <translation>Ingresso: {entry}. Bersaglio: {target}. Posizione: {guidance}. Calibro: {gauge}.</translation>
    </message>
    <message>
        <source>left</source>
        <translation>sinistra</translation>
    </message>
    <message>
        <source>right</source>
        <translation>destra</translation>
    </message>
    <message>
        <source>midline</source>
        <translation>linea mediana</translation>
    </message>
    <message>
        <source>Change level</source>
        <translation>Cambia livello</translation>
    </message>
    <message>
        <source>Change approach</source>
        <translation>Cambia accesso</translation>
    </message>
</context>
<context>
    <name>Recovering</name>
    <message>
        <source>spineplan stopped unexpectedly last time; no unsaved plan was left.</source>
        <translation>L&apos;ultima volta spineplan si è chiuso in modo imprevisto; non restava alcun piano non salvato.</translation>
    </message>
    <message>
        <source>a plan that was never saved</source>
        <translation>un piano mai salvato</translation>
    </message>
    <message>
        <source>spineplan stopped unexpectedly. It kept {name} as of {when}.</source>
        <translation>spineplan si è chiuso in modo imprevisto. Ha conservato {name} del {when}.</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Continua con questo</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>Buttalo</translation>
    </message>
    <message>
        <source>Something unexpected happened; your plan is kept. A report without patient names: {path}</source>
        <translation>È successo qualcosa di imprevisto; il piano è conservato. Un rapporto senza nomi di pazienti: {path}</translation>
    </message>
</context>
<context>
    <name>Reporting</name>
    <message>
        <source>Save the report</source>
        <translation>Salva il referto</translation>
    </message>
    <message>
        <source>Making the pictures of the report</source>
        <translation>Preparazione delle immagini del referto</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>Scrittura del referto</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Referto</translation>
    </message>
    <message>
        <source>The report is written: {name}</source>
        <translation>Il referto è scritto: {name}</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Aprilo</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>Report as PDF…</source>
        <translation>Referto PDF…</translation>
    </message>
    <message>
        <source>HTML…</source>
        <translation>HTML…</translation>
    </message>
    <message>
        <source>Goes to it in the list</source>
        <translation>La mostra nell&apos;elenco</translation>
    </message>
    <message>
        <source>Note or reason</source>
        <translation>Nota o motivo</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fatto</translation>
    </message>
    <message>
        <source>Key D in the list</source>
        <translation>Tasto D nella lista</translation>
    </message>
    <message>
        <source>Does not apply</source>
        <translation>Non pertinente</translation>
    </message>
    <message>
        <source>Key N in the list</source>
        <translation>Tasto N nella lista</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Key P in the list</source>
        <translation>Tasto P nella lista</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Riapri</translation>
    </message>
    <message>
        <source>ANSWER</source>
        <translation>RISPOSTA</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Togli</translation>
    </message>
    <message>
        <source>KEY IMAGES AND MEASUREMENTS</source>
        <translation>IMMAGINI CHIAVE E MISURE</translation>
    </message>
    <message>
        <source>Next open item  ({n} left)</source>
        <translation>Prossima voce aperta  (ne restano {n})</translation>
    </message>
    <message>
        <source>No plan</source>
        <translation>Nessun piano</translation>
    </message>
    <message>
        <source>{n} required items are open.</source>
        <translation>{n} voci obbligatorie sono aperte.</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>e altri {n}</translation>
    </message>
    <message>
        <source>Every required item before the procedure is done.</source>
        <translation>Ogni voce obbligatoria prima della procedura è fatta.</translation>
    </message>
    <message>
        <source>Choose an item of the list.</source>
        <translation>Scelga una voce della lista.</translation>
    </message>
    <message>
        <source>Suggestion: {text}</source>
        <translation>Suggerimento: {text}</translation>
    </message>
    <message>
        <source>{words} · {name}, {when}</source>
        <translation>{words} · {name}, {when}</translation>
    </message>
    <message>
        <source>{words} · by the software</source>
        <translation>{words} · dal programma</translation>
    </message>
    <message>
        <source>Say in the note what the problem is.</source>
        <translation>Dica nella nota qual è il problema.</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Plans (*.spineplan)</source>
        <translation>Piani (*.spineplan)</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>Salva il piano</translation>
    </message>
    <message>
        <source>The plan has changes that are not saved.</source>
        <translation>Il piano ha modifiche non salvate.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Give the changes up</source>
        <translation>Rinuncia alle modifiche</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Salva come…</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Salva altrove…</translation>
    </message>
</context>
<context>
    <name>SeriesTree</name>
    <message>
        <source>Series found</source>
        <translation>Serie trovate</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>Senza nome</translation>
    </message>
    <message>
        <source>{name}, ID {id}</source>
        <translation>{name}, ID {id}</translation>
    </message>
    <message>
        <source>{who}, born {date}</source>
        <translation>{who}, nato il {date}</translation>
    </message>
    <message>
        <source>Study without a date</source>
        <translation>Studio senza data</translation>
    </message>
    <message>
        <source>without a description</source>
        <translation>senza descrizione</translation>
    </message>
    <message>
        <source>Open only slices {first} to {last}, every {mm:.2f} mm</source>
        <translation>Apri solo gli strati da {first} a {last}, ogni {mm:.2f} mm</translation>
    </message>
    <message>
        <source>{n} slices</source>
        <translation>{n} strati</translation>
    </message>
    <message>
        <source>1 slice</source>
        <translation>1 strato</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>integra</translation>
    </message>
    <message>
        <source>resampled</source>
        <translation>ricampionata</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>rifiutata</translation>
    </message>
    <message>
        <source>Small pictures</source>
        <translation>Anteprime</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>Impostazioni</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Il Suo nome</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>Written beside every checklist answer and every step of the history.</source>
        <translation>Scritto accanto a ogni risposta della lista e a ogni passo della storia.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Tema</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Dimensione del testo</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>&amp;Dimensione del testo</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasti e mouse</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>&amp;Tasti e mouse</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Lingua</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>La lingua cambia al prossimo avvio.</translation>
    </message>
    <message>
        <source>Dark (reading room)</source>
        <translation>Scuro (sala di refertazione)</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Chiaro</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contrasto elevato</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Come il sistema</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close  (Esc)</source>
        <translation>Chiudi  (Esc)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasti e mouse</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Mouse</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Finestra</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Rotella</translation>
    </message>
    <message>
        <source>Slices along the pane&apos;s own normal</source>
        <translation>Strati lungo la normale del riquadro</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>Trascinare a sinistra</translation>
    </message>
    <message>
        <source>The tool in use</source>
        <translation>Lo strumento in uso</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>Trascinare col centrale</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Sposta</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>Trascinare a destra</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Ctrl+rotella</translation>
    </message>
    <message>
        <source>Shift+move</source>
        <translation>Maiusc+muovere</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Mirino</translation>
    </message>
    <message>
        <source>Double-click</source>
        <translation>Doppio clic</translation>
    </message>
    <message>
        <source>One pane, or all</source>
        <translation>Un riquadro o tutti</translation>
    </message>
    <message>
        <source>Crosshair line</source>
        <translation>Linea del mirino</translation>
    </message>
    <message>
        <source>Drag to translate; its handle rotates</source>
        <translation>Trascinare per traslare; la maniglia ruota</translation>
    </message>
    <message>
        <source>Stages of the road</source>
        <translation>Fasi del percorso</translation>
    </message>
    <message>
        <source>All findings</source>
        <translation>Tutti i rilievi</translation>
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
        <translation>La fase successiva  (Alt+{n})</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>Study</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Livelli</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>Lesioni</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Decisione</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Piano</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Verifica</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Dopo</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vuota</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>in corso</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fatta</translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation>richiede attenzione</translation>
    </message>
    <message>
        <source>Open a study first.</source>
        <translation>Prima apra uno studio.</translation>
    </message>
    <message>
        <source>No study is open.</source>
        <translation>Nessuno studio aperto.</translation>
    </message>
    <message>
        <source>Images are open.</source>
        <translation>Le immagini sono aperte.</translation>
    </message>
    <message>
        <source>After the procedure.</source>
        <translation>Dopo la procedura.</translation>
    </message>
    <message>
        <source>No level is named yet.</source>
        <translation>Nessun livello ha ancora un nome.</translation>
    </message>
    <message>
        <source>To confirm: {levels}.</source>
        <translation>Da confermare: {levels}.</translation>
    </message>
    <message>
        <source>Named: {levels}.</source>
        <translation>Con nome: {levels}.</translation>
    </message>
    <message>
        <source>No lesion is marked yet.</source>
        <translation>Nessuna lesione ancora segnata.</translation>
    </message>
    <message>
        <source>{n} without a kind.</source>
        <translation>{n} senza tipo.</translation>
    </message>
    <message>
        <source>{n} marked, each with its kind.</source>
        <translation>{n} segnate, ciascuna col suo tipo.</translation>
    </message>
    <message>
        <source>To treat: {levels}.</source>
        <translation>Da trattare: {levels}.</translation>
    </message>
    <message>
        <source>A needle is planned, but no level is chosen for treatment.</source>
        <translation>Un ago è pianificato, ma nessun livello è scelto per il trattamento.</translation>
    </message>
    <message>
        <source>Symptomatic levels are marked; none is chosen yet.</source>
        <translation>I livelli sintomatici sono segnati; nessuno è ancora scelto.</translation>
    </message>
    <message>
        <source>No level is chosen for treatment.</source>
        <translation>Nessun livello è scelto per il trattamento.</translation>
    </message>
    <message>
        <source>No needle is placed.</source>
        <translation>Nessun ago posizionato.</translation>
    </message>
    <message>
        <source>Without a needle: {levels}.</source>
        <translation>Senza ago: {levels}.</translation>
    </message>
    <message>
        <source>No cement volume chosen: {levels}.</source>
        <translation>Volume di cemento non scelto: {levels}.</translation>
    </message>
    <message>
        <source>Needles and cement are planned.</source>
        <translation>Aghi e cemento sono pianificati.</translation>
    </message>
    <message>
        <source>Every required item is done.</source>
        <translation>Ogni voce obbligatoria è fatta.</translation>
    </message>
    <message>
        <source>Blocked: see the checklist.</source>
        <translation>Bloccato: veda la lista.</translation>
    </message>
    <message>
        <source>The checklist is untouched.</source>
        <translation>La lista è intatta.</translation>
    </message>
    <message>
        <source>{n} items answered.</source>
        <translation>{n} voci con risposta.</translation>
    </message>
</context>
<context>
    <name>StudyPanel</name>
    <message>
        <source>Folder or CD…</source>
        <translation>Cartella o CD…</translation>
    </message>
    <message>
        <source>File, zip, plan…</source>
        <translation>File, zip, piano…</translation>
    </message>
    <message>
        <source>FOUND</source>
        <translation>TROVATO</translation>
    </message>
    <message>
        <source>OPENED LATELY</source>
        <translation>APERTI DI RECENTE</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>Aperti di recente</translation>
    </message>
    <message>
        <source>Demo patient</source>
        <translation>Paziente dimostrativo</translation>
    </message>
    <message>
        <source>A synthetic patient with a known lesion; no real person</source>
        <translation>Un paziente sintetico con una lesione nota; nessuna persona reale</translation>
    </message>
    <message>
        <source>Looking through {name}</source>
        <translation>Ricerca in {name}</translation>
    </message>
    <message>
        <source>Open: {series}</source>
        <translation>Aperto: {series}</translation>
    </message>
    <message>
        <source>Next: Levels. Double-click another series of this patient to add it.</source>
        <translation>Poi: Livelli. Doppio clic su un&apos;altra serie di questo paziente per aggiungerla.</translation>
    </message>
    <message>
        <source>Open the images of this plan</source>
        <translation>Apra le immagini di questo piano</translation>
    </message>
    <message>
        <source>The plan is open without its images.</source>
        <translation>Il piano è aperto senza le sue immagini.</translation>
    </message>
    <message>
        <source>Choose a series</source>
        <translation>Scelga una serie</translation>
    </message>
    <message>
        <source>Double-click it, or press Enter.</source>
        <translation>Doppio clic, o Invio.</translation>
    </message>
    <message>
        <source>Open a patient&apos;s CT</source>
        <translation>Apra la TC di un paziente</translation>
    </message>
    <message>
        <source>Or drop a folder, a zip or a plan on the window.</source>
        <translation>O trascini sulla finestra una cartella, uno zip o un piano.</translation>
    </message>
    <message>
        <source>{path} is not there any more</source>
        <translation>{path} non c&apos;è più</translation>
    </message>
</context>
<context>
    <name>TaskRail</name>
    <message>
        <source>{state}: {why}  (Alt+{n})</source>
        <translation>{state}: {why}  (Alt+{n})</translation>
    </message>
</context>
<context>
    <name>Workstation</name>
    <message>
        <source>Open a folder or CD</source>
        <translation>Apri una cartella o un CD</translation>
    </message>
    <message>
        <source>Open a file, zip or plan</source>
        <translation>Apri un file, uno zip o un piano</translation>
    </message>
    <message>
        <source>Open the images made afterwards</source>
        <translation>Apri le immagini successive</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Sola lettura</translation>
    </message>
    <message>
        <source>Kept in the autosave every ten seconds; Ctrl+S saves the plan file.</source>
        <translation>Conservato ogni dieci secondi; Ctrl+S salva il file del piano.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Non salvato</translation>
    </message>
    <message>
        <source>New plan</source>
        <translation>Piano nuovo</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Salvato</translation>
    </message>
</context>
</TS>
