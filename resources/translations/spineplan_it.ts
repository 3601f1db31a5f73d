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
        <source>One level up</source>
        <translation>Un livello in su</translation>
    </message>
    <message>
        <source>One level down</source>
        <translation>Un livello in giù</translation>
    </message>
    <message>
        <source>Put a level in where one was missed</source>
        <translation>Inserisci un livello dove ne è stato saltato uno</translation>
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
        <source>These windows are in HU, for CT; here press 0, or drag.</source>
        <translation>Queste finestre sono in HU, per la TC; qui premere 0 o trascinare.</translation>
    </message>
    <message>
        <source>No key image of registered images: they may be registered otherwise later.</source>
        <translation>Nessuna immagine chiave di immagini registrate: la registrazione potrebbe cambiare.</translation>
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
        <source>AP</source>
        <translation>AP</translation>
    </message>
    <message>
        <source>Straight through the table</source>
        <translation>Dritto attraverso il tavolo</translation>
    </message>
    <message>
        <source>Lat</source>
        <translation>Lat</translation>
    </message>
    <message>
        <source>From the side</source>
        <translation>Di lato</translation>
    </message>
    <message>
        <source>En face</source>
        <translation>En face</translation>
    </message>
    <message>
        <source>Down the needle: hub and tip on one point</source>
        <translation>Lungo l&apos;ago: attacco e punta su un solo punto</translation>
    </message>
    <message>
        <source>Prone</source>
        <translation>Prono</translation>
    </message>
    <message>
        <source>The patient lies prone; press for supine</source>
        <translation>Il paziente è prono; premere per supino</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>Specchia</translation>
    </message>
    <message>
        <source>Show it as from the other side of the table</source>
        <translation>Mostra come dall&apos;altro lato del tavolo</translation>
    </message>
    <message>
        <source>3-D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>The 3-D picture in this place</source>
        <translation>L&apos;immagine 3-D in questo posto</translation>
    </message>
    <message>
        <source>Supine</source>
        <translation>Supino</translation>
    </message>
    <message>
        <source>Straightened, sagittal</source>
        <translation>Raddrizzata, sagittale</translation>
    </message>
    <message>
        <source>Straightened, coronal</source>
        <translation>Raddrizzata, coronale</translation>
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
        <source>registered for {levels} only: not here</source>
        <translation>registrate solo per {levels}: non qui</translation>
    </message>
    <message>
        <source>registration out of date: the levels changed</source>
        <translation>registrazione superata: i livelli sono cambiati</translation>
    </message>
    <message>
        <source>registration proposed: look and confirm</source>
        <translation>registrazione proposta: guardare e confermare</translation>
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
        <source>{series} shown over it, registered</source>
        <translation>{series} sovrapposta, registrata</translation>
    </message>
    <message>
        <source>{series} shown over it, not confirmed</source>
        <translation>{series} sovrapposta, non confermata</translation>
    </message>
    <message>
        <source>registered, confirmed by {who}, {levels} only</source>
        <translation>registrate, confermate da {who}, solo {levels}</translation>
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
        <source>turned {deg}°</source>
        <translation>ruotato {deg}°</translation>
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
        <source>Levels</source>
        <translation>Livelli</translation>
    </message>
    <message>
        <source>Outlined vertebrae and structures alone; a click shows one vertebra, another all of them</source>
        <translation>Solo vertebre e strutture contornate; un clic mostra una vertebra, un altro tutte</translation>
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
        <source>X-ray</source>
        <translation>Raggi X</translation>
    </message>
    <message>
        <source>Virtual fluoroscopy in this place</source>
        <translation>Fluoroscopia virtuale in questo posto</translation>
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
        <source>{level} alone; click it again for all</source>
        <translation>Solo {level}; un altro clic per tutte</translation>
    </message>
    <message>
        <source>Click one to see it alone</source>
        <translation>Un clic per vederne una sola</translation>
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
    <message>
        <source>Virtual fluoroscopy</source>
        <translation>Fluoroscopia virtuale</translation>
    </message>
    <message>
        <source>Virtual fluoroscopy needs a CT</source>
        <translation>La fluoroscopia virtuale richiede una TC</translation>
    </message>
    <message>
        <source>Preparing the radiograph …</source>
        <translation>Preparazione della radiografia …</translation>
    </message>
    <message>
        <source>Out of reach: {why}</source>
        <translation>Fuori portata: {why}</translation>
    </message>
    <message>
        <source>flipped left to right</source>
        <translation>specchiato destra-sinistra</translation>
    </message>
    <message>
        <source>{level}: which vertebra is it?</source>
        <translation>{level}: quale vertebra è?</translation>
    </message>
    <message>
        <source>{level}, as counted</source>
        <translation>{level}, come contato</translation>
    </message>
    <message>
        <source>Insert a level here</source>
        <translation>Inserisci qui un livello</translation>
    </message>
    <message>
        <source>Remove {level}</source>
        <translation>Rimuovi {level}</translation>
    </message>
    <message>
        <source>along the canal</source>
        <translation>lungo il canale</translation>
    </message>
    <message>
        <source>along the marks</source>
        <translation>lungo le marche</translation>
    </message>
    <message>
        <source>Not registered to the plan</source>
        <translation>Non registrata sul piano</translation>
    </message>
    <message>
        <source>Show a series in the plan&apos;s frame of reference</source>
        <translation>Mostra una serie nel sistema di riferimento del piano</translation>
    </message>
    <message>
        <source>No line of the spine yet</source>
        <translation>Ancora nessuna linea della colonna</translation>
    </message>
    <message>
        <source>Find the levels, or name four bodies by clicking them</source>
        <translation>Trovare i livelli, o nominare quattro corpi con un clic</translation>
    </message>
    <message>
        <source>Surfaces of the vertebrae</source>
        <translation>Superfici delle vertebre</translation>
    </message>
    <message>
        <source>Nothing lay on the wrong side of the line.</source>
        <translation>Nulla stava dalla parte sbagliata della linea.</translation>
    </message>
    <message>
        <source>the plan as it is now</source>
        <translation>il piano come è ora</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>fuori</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Margine</translation>
    </message>
    <message>
        <source>This registration is confirmed; press Change before you pair again.</source>
        <translation>Questa registrazione è confermata; premere Modifica prima di appaiare di nuovo.</translation>
    </message>
    <message>
        <source>This is neither of the two series that are being paired.</source>
        <translation>Non è nessuna delle due serie che si stanno appaiando.</translation>
    </message>
    <message>
        <source>This tool works in the flat views; on the straightened spine levels and outlines are edited.</source>
        <translation>Questo strumento lavora nelle viste piane; sul rachide raddrizzato si correggono livelli e contorni.</translation>
    </message>
</context>
<context>
    <name>AblationSection</name>
    <message>
        <source>Needle of the zone</source>
        <translation>Ago della zona</translation>
    </message>
    <message>
        <source>Enter a zone (from the IFU)</source>
        <translation>Inserire una zona (dalle istruzioni d&apos;uso)</translation>
    </message>
    <message>
        <source>Ablation zones</source>
        <translation>Zone di ablazione</translation>
    </message>
    <message>
        <source>Back 1 mm</source>
        <translation>Indietro 1 mm</translation>
    </message>
    <message>
        <source>Towards the entry</source>
        <translation>Verso l&apos;ingresso</translation>
    </message>
    <message>
        <source>On 1 mm</source>
        <translation>Avanti 1 mm</translation>
    </message>
    <message>
        <source>Deeper</source>
        <translation>Più in profondità</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>at most </source>
        <translation>al massimo </translation>
    </message>
    <message>
        <source>Most zones</source>
        <translation>Numero massimo di zone</translation>
    </message>
    <message>
        <source>Suggest positions</source>
        <translation>Suggerisci posizioni</translation>
    </message>
    <message>
        <source>Fewest zones of the selected size that cover the lesion and stay 5 mm from the canal</source>
        <translation>Il minor numero di zone della misura scelta che copre la lesione e resta a 5 mm dal canale</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Copertura</translation>
    </message>
    <message>
        <source>Distances of the zones</source>
        <translation>Distanze delle zone</translation>
    </message>
    <message>
        <source>Thermal dose (CEM43)</source>
        <translation>Dose termica (CEM43)</translation>
    </message>
    <message>
        <source>Put it on the checklist</source>
        <translation>Metti nella lista di controllo</translation>
    </message>
    <message>
        <source>ABLATION</source>
        <translation>ABLAZIONE</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Attivo</translation>
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
        <source>Needle {n}, {side}</source>
        <translation>Ago {n}, {side}</translation>
    </message>
    <message>
        <source>Entered by {by}; {source}</source>
        <translation>Inserito da {by}; {source}</translation>
    </message>
    <message>
        <source>, pair</source>
        <translation>, coppia</translation>
    </message>
    <message>
        <source>, bent {deg:g}°</source>
        <translation>, curvata di {deg:g}°</translation>
    </message>
    <message>
        <source>{percent:.0f} %, {ml:.1f} mL left</source>
        <translation>{percent:.0f} %, restano {ml:.1f} mL</translation>
    </message>
    <message>
        <source>Lesion covered</source>
        <translation>Lesione coperta</translation>
    </message>
    <message>
        <source>With {mm:g} mm margin</source>
        <translation>Con margine di {mm:g} mm</translation>
    </message>
    <message>
        <source>Least margin</source>
        <translation>Margine minimo</translation>
    </message>
    <message>
        <source>No lesion is painted here: coverage is unknown.</source>
        <translation>Nessuna lesione dipinta qui: copertura ignota.</translation>
    </message>
    <message>
        <source>Prepare:</source>
        <translation>Preparare:</translation>
    </message>
    <message>
        <source>Zone to canal</source>
        <translation>Dalla zona al canale</translation>
    </message>
    <message>
        <source>Zone to foramen and root</source>
        <translation>Dalla zona a forame e radice</translation>
    </message>
    <message>
        <source>Zone to end plate</source>
        <translation>Dalla zona al piatto vertebrale</translation>
    </message>
    <message>
        <source>Zone to skin</source>
        <translation>Dalla zona alla cute</translation>
    </message>
    <message>
        <source>Zone to bowel</source>
        <translation>Dalla zona all&apos;intestino</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>ignoto</translation>
    </message>
    <message>
        <source>Not labelled in this plan</source>
        <translation>Non contornato in questo piano</translation>
    </message>
    <message>
        <source>{mm:.1f} mm inside</source>
        <translation>{mm:.1f} mm dentro</translation>
    </message>
    <message>
        <source>Move ablation</source>
        <translation>Sposta l&apos;ablazione</translation>
    </message>
    <message>
        <source>Paint the lesion first: there is nothing to cover.</source>
        <translation>Dipingere prima la lesione: non c&apos;è nulla da coprire.</translation>
    </message>
    <message>
        <source>Suggestion: {n} zones cover {percent:.0f} % of the lesion; more is not possible so.</source>
        <translation>Suggerimento: {n} zone coprono il {percent:.0f} % della lesione; così di più non si può.</translation>
    </message>
    <message>
        <source>{level}: prepare {what}</source>
        <translation>{level}: preparare {what}</translation>
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
        <source>Open &amp;labels…</source>
        <translation>Apri &amp;etichette…</translation>
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
    <name>ApproachWords</name>
    <message>
        <source>At risk: {risks}. Usual angle: {axial} ({trust}).</source>
        <translation>A rischio: {risks}. Angolo abituale: {axial} ({trust}).</translation>
    </message>
    <message>
        <source>Not marked, so not measured: {names}.</source>
        <translation>Non marcato, quindi non misurato: {names}.</translation>
    </message>
    <message>
        <source>{why} {when}
Entry: {entry}. Target: {target}. Position: {position}, {guidance}. Gauge: {gauge}. Anaesthesia: {anaesthesia}.</source>
        <translation>{why} {when}
Ingresso: {entry}. Bersaglio: {target}. Posizione: {position}, {guidance}. Calibro: {gauge}. Anestesia: {anaesthesia}.</translation>
    </message>
</context>
<context>
    <name>CementDetails</name>
    <message>
        <source>Material</source>
        <translation>Materiale</translation>
    </message>
    <message>
        <source>Why a volume outside the band</source>
        <translation>Perché un volume fuori dalla fascia</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Syringe</source>
        <translation>Siringa</translation>
    </message>
    <message>
        <source>Bore</source>
        <translation>Lume</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Lunghezza</translation>
    </message>
    <message>
        <source>What stays behind for every needle, in cannula and syringe</source>
        <translation>Quanto resta per ogni ago, in cannula e siringa</translation>
    </message>
    <message>
        <source>low</source>
        <translation>bassa</translation>
    </message>
    <message>
        <source>high</source>
        <translation>alta</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>sconosciuto</translation>
    </message>
    <message>
        <source>Viscosity: {viscosity}. Opacifier: {opaque}. {source} ({trust}).</source>
        <translation>Viscosità: {viscosity}. Radiopacizzante: {opaque}. {source} ({trust}).</translation>
    </message>
    <message>
        <source>The simulated spread does not depend on the material: no source gives a rule.</source>
        <translation>La diffusione simulata non dipende dal materiale: nessuna fonte dà una regola.</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>non scelto</translation>
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
        <source>Share of needle {n}</source>
        <translation>Quota dell&apos;ago {n}</translation>
    </message>
    <message>
        <source>Needle {n}, {side}</source>
        <translation>Ago {n}, {side}</translation>
    </message>
    <message>
        <source>Mix at least {total:.1f} mL: {cannula:.2f} mL stays in each cannula.</source>
        <translation>Mescolare almeno {total:.1f} mL: {cannula:.2f} mL restano in ogni cannula.</translation>
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
        <source>as outlined</source>
        <translation>come contornato</translation>
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
    <name>ChecklistSection</name>
    <message>
        <source>Checklist template</source>
        <translation>Modello della lista di controllo</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Mostra</translation>
    </message>
    <message>
        <source>Go to what this rests on</source>
        <translation>Vai a ciò su cui si basa</translation>
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
        <translation>Tasto D nell&apos;elenco</translation>
    </message>
    <message>
        <source>Does not apply</source>
        <translation>Non si applica</translation>
    </message>
    <message>
        <source>Key N in the list</source>
        <translation>Tasto N nell&apos;elenco</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Key P in the list</source>
        <translation>Tasto P nell&apos;elenco</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Riapri</translation>
    </message>
    <message>
        <source>version {n}</source>
        <translation>versione {n}</translation>
    </message>
    <message>
        <source>Choose an item of the list.</source>
        <translation>Scegliere una voce dell&apos;elenco.</translation>
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
        <translation>Dire nella nota qual è il problema.</translation>
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
    <name>CommentsSection</name>
    <message>
        <source>What the comment is about</source>
        <translation>A che cosa si riferisce il commento</translation>
    </message>
    <message>
        <source>Write a comment; what you see now is kept with it</source>
        <translation>Scrivere un commento; ciò che si vede ora resta con esso</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commento</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Show what the author saw</source>
        <translation>Mostra ciò che vedeva l&apos;autore</translation>
    </message>
    <message>
        <source>Resolved by {name}</source>
        <translation>Risolto da {name}</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Riapri</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>Risolvi</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Rispondi</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
</context>
<context>
    <name>CompareSheet</name>
    <message>
        <source>Side by side</source>
        <translation>Affiancati</translation>
    </message>
    <message>
        <source>ITEM</source>
        <translation>VOCE</translation>
    </message>
    <message>
        <source>OLDER</source>
        <translation>PRIMA</translation>
    </message>
    <message>
        <source>NEWER</source>
        <translation>DOPO</translation>
    </message>
    <message>
        <source>The two do not differ.</source>
        <translation>I due non differiscono.</translation>
    </message>
    <message>
        <source>Both: the older needles hollow and grey, crossed at the target</source>
        <translation>Entrambi: gli aghi più vecchi vuoti e grigi, con una croce al bersaglio</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Più vecchio</translation>
    </message>
    <message>
        <source>Newer</source>
        <translation>Più recente</translation>
    </message>
</context>
<context>
    <name>CoveragePlot</name>
    <message>
        <source>Coverage by margin</source>
        <translation>Copertura per margine</translation>
    </message>
    <message>
        <source>margin around the lesion, mm</source>
        <translation>margine attorno alla lesione, mm</translation>
    </message>
    <message>
        <source>covered, %</source>
        <translation>coperto, %</translation>
    </message>
</context>
<context>
    <name>DecideDesk</name>
    <message>
        <source>Usual order</source>
        <translation>Ordine abituale</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabella</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Immagini</translation>
    </message>
    <message>
        <source>Bar: predicted. Diamond: observed. Number: per cent alive. Estimates of groups.</source>
        <translation>Barra: previsto. Rombo: osservato. Numero: per cento in vita. Stime di gruppi.</translation>
    </message>
    <message>
        <source>Outside speaks for treating; a gap is not known.</source>
        <translation>Verso l’esterno è a favore del trattamento; un’interruzione non è nota.</translation>
    </message>
    <message>
        <source>Too little is known for a picture.</source>
        <translation>Si sa troppo poco per una figura.</translation>
    </message>
    <message>
        <source>the order of the spine</source>
        <translation>l&apos;ordine della colonna</translation>
    </message>
    <message>
        <source>Sorted by {names}; unknown stands between yes and no.</source>
        <translation>Ordinato per {names}; l&apos;ignoto sta fra sì e no.</translation>
    </message>
    <message>
        <source>A proposal for reading, by software convention; click a heading to put it first.</source>
        <translation>Una proposta di lettura, per convenzione del programma; un clic su un titolo lo mette primo.</translation>
    </message>
</context>
<context>
    <name>DecidePanel</name>
    <message>
        <source>ANSWERS ABOUT THE PATIENT</source>
        <translation>RISPOSTE SUL PAZIENTE</translation>
    </message>
    <message>
        <source>SCORES OF THE PATIENT</source>
        <translation>PUNTEGGI DEL PAZIENTE</translation>
    </message>
    <message>
        <source>Scores are estimates of groups; none of them orders a treatment. The choice is yours alone.</source>
        <translation>I punteggi sono stime di gruppi; nessuno ordina un trattamento. La scelta è solo vostra.</translation>
    </message>
    <message>
        <source>Thresholds of this department</source>
        <translation>Soglie di questo reparto</translation>
    </message>
    <message>
        <source>For and against</source>
        <translation>Pro e contro</translation>
    </message>
    <message>
        <source>Open images first</source>
        <translation>Aprire prima le immagini</translation>
    </message>
    <message>
        <source>ANSWERS ABOUT {level}</source>
        <translation>RISPOSTE SU {level}</translation>
    </message>
    <message>
        <source>SCORES OF {level}</source>
        <translation>PUNTEGGI DI {level}</translation>
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
        <source>Choose a level in the table or on the board; answer, look, decide.</source>
        <translation>Scegliere un livello nella tabella o nella colonna; rispondere, guardare, decidere.</translation>
    </message>
    <message>
        <source>Which level will you treat?</source>
        <translation>Quale livello tratterà?</translation>
    </message>
    <message>
        <source>To treat: {levels}</source>
        <translation>Da trattare: {levels}</translation>
    </message>
    <message>
        <source>Next: Plan.</source>
        <translation>Poi: Piano.</translation>
    </message>
</context>
<context>
    <name>DecisionCard</name>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Reason of the decision</source>
        <translation>Motivo della decisione</translation>
    </message>
    <message>
        <source>Treat</source>
        <translation>Trattare</translation>
    </message>
    <message>
        <source>Do not treat</source>
        <translation>Non trattare</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>Non deciso</translation>
    </message>
    <message>
        <source>Symptomatic</source>
        <translation>Sintomatico</translation>
    </message>
    <message>
        <source>The patient&apos;s pain comes from here; infiltrated is another thing.</source>
        <translation>Il dolore del paziente viene da qui; infiltrato è un&apos;altra cosa.</translation>
    </message>
    <message>
        <source>Treat {level}?</source>
        <translation>Trattare {level}?</translation>
    </message>
    <message>
        <source>Chosen, nobody has signed it.</source>
        <translation>Scelto, nessuno ha firmato.</translation>
    </message>
    <message>
        <source>Nobody has decided yet.</source>
        <translation>Nessuno ha ancora deciso.</translation>
    </message>
    <message>
        <source>{what} · {who} · no reason given</source>
        <translation>{what} · {who} · nessun motivo indicato</translation>
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
    <name>FactForm</name>
    <message>
        <source>Confirm the suggestions</source>
        <translation>Conferma i suggerimenti</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Person</source>
        <translation>Persona</translation>
    </message>
    <message>
        <source>Tumour and metastases</source>
        <translation>Tumore e metastasi</translation>
    </message>
    <message>
        <source>General condition</source>
        <translation>Condizioni generali</translation>
    </message>
    <message>
        <source>Neurology</source>
        <translation>Neurologia</translation>
    </message>
    <message>
        <source>Pain</source>
        <translation>Dolore</translation>
    </message>
    <message>
        <source>Disability (ODI)</source>
        <translation>Disabilità (ODI)</translation>
    </message>
    <message>
        <source>Laboratory</source>
        <translation>Laboratorio</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Sicurezza</translation>
    </message>
    <message>
        <source>Earlier treatment</source>
        <translation>Trattamenti precedenti</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>Stabilità</translation>
    </message>
    <message>
        <source>Vertebra and lesion on images</source>
        <translation>Vertebra e lesione nelle immagini</translation>
    </message>
    <message>
        <source>Confirm the suggestion</source>
        <translation>Conferma il suggerimento</translation>
    </message>
    <message>
        <source>Confirm {what}</source>
        <translation>Conferma {what}</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>Suggerimento</translation>
    </message>
    <message>
        <source>Its registration has changed or is gone; confirm again or clear</source>
        <translation>La sua registrazione è cambiata o non c’è più; confermare di nuovo o cancellare</translation>
    </message>
    <message>
        <source>Software says {value}</source>
        <translation>Il programma dice {value}</translation>
    </message>
    <message>
        <source>Confirm the {n} suggestions</source>
        <translation>Conferma i {n} suggerimenti</translation>
    </message>
    <message>
        <source>Confirm suggestions of</source>
        <translation>Conferma i suggerimenti di</translation>
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
    <message>
        <source>Label maps (*.nii *.nii.gz *.nrrd *.nhdr *.dcm)</source>
        <translation>Mappe di etichette (*.nii *.nii.gz *.nrrd *.nhdr *.dcm)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tutti i file (*)</translation>
    </message>
</context>
<context>
    <name>FillingSection</name>
    <message>
        <source>SIMULATED FILLING</source>
        <translation>RIEMPIMENTO SIMULATO</translation>
    </message>
    <message>
        <source>A geometric simulation, not a prediction. Unvalidated.</source>
        <translation>Una simulazione geometrica, non una previsione. Non validata.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Avvia</translation>
    </message>
    <message>
        <source>Fill from nothing to the target</source>
        <translation>Riempire da zero fino al bersaglio</translation>
    </message>
    <message>
        <source>Cement shown</source>
        <translation>Cemento mostrato</translation>
    </message>
    <message>
        <source>At this volume</source>
        <translation>A questo volume</translation>
    </message>
    <message>
        <source>Stop at the posterior quarter</source>
        <translation>Fermarsi al quarto posteriore</translation>
    </message>
    <message>
        <source>Practice, textbook standard: also at any leak and at resistance</source>
        <translation>Pratica da manuale: anche a ogni fuga e alla resistenza</translation>
    </message>
    <message>
        <source>Accepted leak</source>
        <translation>Fuga accettata</translation>
    </message>
    <message>
        <source>Into disc, veins at the sides, tissue beside, needle tract. Never the canal.</source>
        <translation>In disco, vene laterali, tessuti accanto, tramite dell’ago. Mai nel canale.</translation>
    </message>
    <message>
        <source>Accepted leak, not into canal or foramen</source>
        <translation>Fuga accettata, non in canale o forame</translation>
    </message>
    <message>
        <source>Take this volume</source>
        <translation>Prendi questo volume</translation>
    </message>
    <message>
        <source>RISKS, AND WHEN THEY BEGIN</source>
        <translation>RISCHI, E QUANDO COMINCIANO</translation>
    </message>
    <message>
        <source>Risks</source>
        <translation>Rischi</translation>
    </message>
    <message>
        <source>Choose a volume to see how it might spread.</source>
        <translation>Scegliere un volume per vedere come potrebbe diffondersi.</translation>
    </message>
    <message>
        <source>Simulating …</source>
        <translation>Simulazione …</translation>
    </message>
    <message>
        <source>{ml:.1f} mL</source>
        <translation>{ml:.1f} mL</translation>
    </message>
    <message>
        <source>Take {ml:.1f} mL</source>
        <translation>Prendi {ml:.1f} mL</translation>
    </message>
</context>
<context>
    <name>FindAgain</name>
    <message>
        <source>Keep what is there</source>
        <translation>Tieni ciò che c’è</translation>
    </message>
    <message>
        <source>Find and replace</source>
        <translation>Trova e sostituisci</translation>
    </message>
    <message>
        <source>Discs, marks and outlines of {n} levels that nobody confirmed are replaced, with what was corrected or painted there. Confirmed levels keep theirs. Undo brings all of it back.</source>
        <translation>Dischi, marche e contorni di {n} livelli che nessuno ha confermato vengono sostituiti, con ciò che vi era corretto o dipinto. I livelli confermati tengono i loro. Annulla riporta tutto.</translation>
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
    <name>Folds</name>
    <message>
        <source>open</source>
        <translation>aperto</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>chiuso</translation>
    </message>
</context>
<context>
    <name>GuidanceChoice</name>
    <message>
        <source>Guidance</source>
        <translation>Guida</translation>
    </message>
    <message>
        <source>Enter your own error of this guidance</source>
        <translation>Inserire l’errore proprio di questa guida</translation>
    </message>
    <message>
        <source>Own error</source>
        <translation>Errore proprio</translation>
    </message>
    <message>
        <source>Guided by</source>
        <translation>Guidato con</translation>
    </message>
    <message>
        <source>Error at the tip</source>
        <translation>Errore alla punta</translation>
    </message>
    <message>
        <source>Error of the direction</source>
        <translation>Errore di direzione</translation>
    </message>
    <message>
        <source>Entered by</source>
        <translation>Inserito da</translation>
    </message>
    <message>
        <source>Source (own series, device)</source>
        <translation>Fonte (propria serie, dispositivo)</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>Usa questi</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Pubblicato</translation>
    </message>
    <message>
        <source>The published mean again</source>
        <translation>Di nuovo la media pubblicata</translation>
    </message>
    <message>
        <source>{name}, own ±{tip:g} mm</source>
        <translation>{name}, proprio ±{tip:g} mm</translation>
    </message>
    <message>
        <source>{name}, ±{tip:g} mm</source>
        <translation>{name}, ±{tip:g} mm</translation>
    </message>
    <message>
        <source>Published mean: {tip:g} mm at the tip, {angle:g}° ({trust}). {source}.</source>
        <translation>Media pubblicata: {tip:g} mm alla punta, {angle:g}° ({trust}). {source}.</translation>
    </message>
    <message>
        <source>Entered by {who}, {when}: {tip:g} mm at the tip, {angle:g}°. {source}.</source>
        <translation>Inserito da {who}, {when}: {tip:g} mm alla punta, {angle:g}°. {source}.</translation>
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
        <source>mm to canal, in bone</source>
        <translation>mm al canale, nell&apos;osso</translation>
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
        <source>The spine straightened along its canal</source>
        <translation>La colonna raddrizzata lungo il suo canale</translation>
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
    <name>IsthmusSection</name>
    <message>
        <source>PEDICLES AT THE ISTHMUS</source>
        <translation>PEDUNCOLI ALL&apos;ISTMO</translation>
    </message>
    <message>
        <source>Across the pedicle&apos;s own axis. Drag the calipers or type; mm, outer to outer.</source>
        <translation>Attraverso l&apos;asse del peduncolo. Trascinare i calibri o scrivere; mm, da esterno a esterno.</translation>
    </message>
    <message>
        <source>△ The two pedicles differ by {mm:.1f} mm in width.</source>
        <translation>△ I due peduncoli differiscono di {mm:.1f} mm in larghezza.</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Destra</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Sinistra</translation>
    </message>
    <message>
        <source>RIGHT</source>
        <translation>DESTRA</translation>
    </message>
    <message>
        <source>LEFT</source>
        <translation>SINISTRA</translation>
    </message>
    <message>
        <source>width </source>
        <translation>larghezza </translation>
    </message>
    <message>
        <source>height </source>
        <translation>altezza </translation>
    </message>
    <message>
        <source>{side} pedicle, width</source>
        <translation>Peduncolo {side}, larghezza</translation>
    </message>
    <message>
        <source>{side} pedicle, height</source>
        <translation>Peduncolo {side}, altezza</translation>
    </message>
    <message>
        <source>axial </source>
        <translation>assiale </translation>
    </message>
    <message>
        <source>sagittal </source>
        <translation>sagittale </translation>
    </message>
    <message>
        <source>{side} pedicle, axial angle</source>
        <translation>Peduncolo {side}, angolo assiale</translation>
    </message>
    <message>
        <source>{side} pedicle, sagittal angle</source>
        <translation>Peduncolo {side}, angolo sagittale</translation>
    </message>
    <message>
        <source>Convergence: + when the pedicle runs toward the midline in front</source>
        <translation>Convergenza: + quando il peduncolo va verso la linea mediana in avanti</translation>
    </message>
    <message>
        <source>+ when the pedicle rises toward the front</source>
        <translation>+ quando il peduncolo sale in avanti</translation>
    </message>
    <message>
        <source>by {name}</source>
        <translation>di {name}</translation>
    </message>
    <message>
        <source>△ a guess: measure it</source>
        <translation>△ una stima incerta: misurarlo</translation>
    </message>
    <message>
        <source>△ a guess: wall not seen all round</source>
        <translation>△ incerto: parete non visibile tutt’intorno</translation>
    </message>
    <message>
        <source>△ a guess: pedicles do not lie or run so</source>
        <translation>△ incerto: un peduncolo non sta o non corre così</translation>
    </message>
    <message>
        <source>△ a guess: another outline is as likely</source>
        <translation>△ incerto: un altro contorno è altrettanto probabile</translation>
    </message>
    <message>
        <source>△ a guess: voxels too large for its size</source>
        <translation>△ incerto: voxel troppo grandi per le sue dimensioni</translation>
    </message>
    <message>
        <source>suggestion</source>
        <translation>suggerimento</translation>
    </message>
    <message>
        <source>suggestion, width ± {width:.1f}, height ± {height:.1f} mm</source>
        <translation>suggerimento, larghezza ± {width:.1f}, altezza ± {height:.1f} mm</translation>
    </message>
</context>
<context>
    <name>IsthmusView</name>
    <message>
        <source>Cross-section of the {side} pedicle</source>
        <translation>Sezione del peduncolo {side}</translation>
    </message>
    <message>
        <source>Across the pedicle at its narrowest; drag the ends of the calipers</source>
        <translation>Attraverso il peduncolo nel punto più stretto; trascinare le estremità dei calibri</translation>
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
    <name>LabelFollowUp</name>
    <message>
        <source>{n} vertebrae</source>
        <translation>{n} vertebre</translation>
    </message>
    <message>
        <source>Parts of {level}</source>
        <translation>Parti di {level}</translation>
    </message>
</context>
<context>
    <name>LabelImporting</name>
    <message>
        <source>Reading {name}</source>
        <translation>Lettura di {name}</translation>
    </message>
    <message>
        <source>Looking at the file</source>
        <translation>Esame del file</translation>
    </message>
    <message>
        <source>TotalSegmentator is run on the plan&apos;s CT; these images are none.</source>
        <translation>TotalSegmentator lavora sulla TC del piano; queste immagini non lo sono.</translation>
    </message>
    <message>
        <source>TotalSegmentator</source>
        <translation>TotalSegmentator</translation>
    </message>
    <message>
        <source>Reading labels</source>
        <translation>Lettura delle etichette</translation>
    </message>
    <message>
        <source>Taking the labels</source>
        <translation>Acquisizione delle etichette</translation>
    </message>
    <message>
        <source>The plan changed meanwhile; look at the labels again and take them then.</source>
        <translation>Il piano è cambiato nel frattempo; riguardare le etichette e prenderle allora.</translation>
    </message>
    <message>
        <source>Labels are being read already; wait for them or cancel.</source>
        <translation>Le etichette si stanno già leggendo; attendere o annullare.</translation>
    </message>
</context>
<context>
    <name>LabelList</name>
    <message>
        <source>Outlines</source>
        <translation>Contorni</translation>
    </message>
    <message>
        <source>Ticked ones are seen; click one to go there and to work on it</source>
        <translation>Quelli spuntati si vedono; un clic per andarci e lavorarci</translation>
    </message>
    <message>
        <source>{level}   no outline</source>
        <translation>{level}   nessun contorno</translation>
    </message>
    <message>
        <source>{name}   {ml:.1f} mL</source>
        <translation>{name}   {ml:.1f} mL</translation>
    </message>
    <message>
        <source>Found by the software</source>
        <translation>Trovato dal programma</translation>
    </message>
    <message>
        <source>From elsewhere</source>
        <translation>Da altrove</translation>
    </message>
    <message>
        <source>Painted here</source>
        <translation>Dipinto qui</translation>
    </message>
</context>
<context>
    <name>LabelOfferCard</name>
    <message>
        <source>Take</source>
        <translation>Prendi</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Lascia</translation>
    </message>
    <message>
        <source>These labels cannot be used</source>
        <translation>Queste etichette non si possono usare</translation>
    </message>
    <message>
        <source>Numbering of the labels</source>
        <translation>Numerazione delle etichette</translation>
    </message>
    <message>
        <source>STRUCTURES AT RISK</source>
        <translation>STRUTTURE A RISCHIO</translation>
    </message>
    <message>
        <source>Structures to take</source>
        <translation>Strutture da prendere</translation>
    </message>
    <message>
        <source>Which numbering is this?</source>
        <translation>Quale numerazione è questa?</translation>
    </message>
    <message>
        <source>Read it so</source>
        <translation>Leggi così</translation>
    </message>
    <message>
        <source>Read as {numbering}</source>
        <translation>Letto come {numbering}</translation>
    </message>
    <message>
        <source>Vertebrae: {names}</source>
        <translation>Vertebre: {names}</translation>
    </message>
    <message>
        <source>{names} share voxels with another label; each voxel goes to one of them only.</source>
        <translation>{names} condividono voxel con un&apos;altra etichetta; ogni voxel va a una sola.</translation>
    </message>
    <message>
        <source>The labels are right: rename mine</source>
        <translation>Le etichette hanno ragione: rinomina i miei</translation>
    </message>
    <message>
        <source>Mine are right: move the labels&apos; names by {n}</source>
        <translation>I miei sono giusti: sposta i nomi delle etichette di {n}</translation>
    </message>
    <message>
        <source>Mine are right: leave these out</source>
        <translation>I miei sono giusti: tralascia queste</translation>
    </message>
    <message>
        <source>{mine} is confirmed where the labels say {theirs}.</source>
        <translation>{mine} è confermato dove le etichette dicono {theirs}.</translation>
    </message>
    <message>
        <source>{mine} is confirmed {mm:.0f} mm from where the labels have it.</source>
        <translation>{mine} è confermato a {mm:.0f} mm da dove lo mettono le etichette.</translation>
    </message>
</context>
<context>
    <name>LabelSection</name>
    <message>
        <source>Outlines and labels</source>
        <translation>Contorni ed etichette</translation>
    </message>
    <message>
        <source>Labels from elsewhere, what is outlined, and the tools that edit it</source>
        <translation>Etichette da altrove, ciò che è contornato e gli strumenti per modificarlo</translation>
    </message>
    <message>
        <source>Open labels…</source>
        <translation>Apri etichette…</translation>
    </message>
    <message>
        <source>NIfTI, NRRD or DICOM SEG of this patient; or drop the file on the window</source>
        <translation>NIfTI, NRRD o DICOM SEG di questo paziente; o trascinare il file sulla finestra</translation>
    </message>
    <message>
        <source>TotalSegmentator</source>
        <translation>TotalSegmentator</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Fast (3 mm)</source>
        <translation>Veloce (3 mm)</translation>
    </message>
    <message>
        <source>Minutes instead of an hour without a graphics card; coarser edges</source>
        <translation>Minuti invece di un&apos;ora senza scheda grafica; bordi più grossolani</translation>
    </message>
    <message>
        <source>Open labels of this patient</source>
        <translation>Apri etichette di questo paziente</translation>
    </message>
</context>
<context>
    <name>LabelTools</name>
    <message>
        <source>OUTLINES</source>
        <translation>CONTORNI</translation>
    </message>
    <message>
        <source>Vertebrae</source>
        <translation>Vertebre</translation>
    </message>
    <message>
        <source>Structures</source>
        <translation>Strutture</translation>
    </message>
    <message>
        <source>Tint</source>
        <translation>Tinta</translation>
    </message>
    <message>
        <source>Add structure</source>
        <translation>Aggiungi struttura</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>Take the outline or the structure away; an outline between two known discs is made anew</source>
        <translation>Toglie il contorno o la struttura; un contorno fra due dischi noti viene rifatto</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pennello</translation>
    </message>
    <message>
        <source>Paint what is chosen; Ctrl and a click choose</source>
        <translation>Dipingere ciò che è scelto; Ctrl e un clic scelgono</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Gomma</translation>
    </message>
    <message>
        <source>Take voxels away from what is chosen</source>
        <translation>Togliere voxel a ciò che è scelto</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>Cedi</translation>
    </message>
    <message>
        <source>Drag over a neighbour to take its voxels</source>
        <translation>Trascinare su un vicino per prenderne i voxel</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Taglia</translation>
    </message>
    <message>
        <source>Draw a line between the chosen level and its neighbour</source>
        <translation>Tracciare una linea fra il livello scelto e il vicino</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Liscia</translation>
    </message>
    <message>
        <source>Round its surface off by a millimetre</source>
        <translation>Arrotonda la superficie di un millimetro</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Riempi</translation>
    </message>
    <message>
        <source>Close holes and narrow gaps; of a structure also the slices between painted ones</source>
        <translation>Chiude buchi e fessure strette; di una struttura anche le fette fra quelle dipinte</translation>
    </message>
    <message>
        <source>Brush radius</source>
        <translation>Raggio del pennello</translation>
    </message>
    <message>
        <source>3D (a ball)</source>
        <translation>3D (una sfera)</translation>
    </message>
    <message>
        <source>Over other levels</source>
        <translation>Sopra altri livelli</translation>
    </message>
    <message>
        <source>Off: the brush leaves what belongs to another level</source>
        <translation>Spento: il pennello lascia ciò che appartiene a un altro livello</translation>
    </message>
    <message>
        <source>Only from</source>
        <translation>Solo da</translation>
    </message>
    <message>
        <source>Paint only voxels of at least this value</source>
        <translation>Dipinge solo voxel di almeno questo valore</translation>
    </message>
    <message>
        <source>Lowest value painted</source>
        <translation>Valore minimo dipinto</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Raggio</translation>
    </message>
    <message>
        <source>One stroke is one undo step. Ctrl and a click choose what is under the pointer.</source>
        <translation>Un tratto è un passo da annullare. Ctrl e un clic scelgono ciò che è sotto il puntatore.</translation>
    </message>
    <message>
        <source>One stroke is one undo step.</source>
        <translation>Un tratto è un passo da annullare.</translation>
    </message>
    <message>
        <source>Drag over the neighbour&apos;s voxels that belong to the chosen level.</source>
        <translation>Trascinare sui voxel del vicino che appartengono al livello scelto.</translation>
    </message>
    <message>
        <source>Draw a line along the disc; beyond its ends nothing changes.</source>
        <translation>Tracciare una linea lungo il disco; oltre i suoi estremi nulla cambia.</translation>
    </message>
    <message>
        <source>Shaping {name}</source>
        <translation>Modellazione di {name}</translation>
    </message>
    <message>
        <source>Shaping</source>
        <translation>Modellazione</translation>
    </message>
    <message>
        <source>There was nothing to change.</source>
        <translation>Non c&apos;era nulla da cambiare.</translation>
    </message>
</context>
<context>
    <name>LesionHistogram</name>
    <message>
        <source>Density of the lesion and of normal vertebrae</source>
        <translation>Densità della lesione e delle vertebre normali</translation>
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
    <name>LesionToolbox</name>
    <message>
        <source>Fill</source>
        <translation>Riempi</translation>
    </message>
    <message>
        <source>Fill the slices between painted ones</source>
        <translation>Riempi le fette fra quelle dipinte</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Soglia</translation>
    </message>
    <message>
        <source>All of the vertebra within the values below</source>
        <translation>Tutta la vertebra entro i valori qui sotto</translation>
    </message>
    <message>
        <source>Sphere</source>
        <translation>Sfera</translation>
    </message>
    <message>
        <source>A sphere of this radius at the crosshair</source>
        <translation>Una sfera di questo raggio al crocino</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importa</translation>
    </message>
    <message>
        <source>Lesions from a mask: NIfTI, NRRD, DICOM SEG</source>
        <translation>Lesioni da una maschera: NIfTI, NRRD, DICOM SEG</translation>
    </message>
    <message>
        <source>Ellipsoid</source>
        <translation>Ellissoide</translation>
    </message>
    <message>
        <source>An ellipsoid at the crosshair</source>
        <translation>Un ellissoide al crocino</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pennello</translation>
    </message>
    <message>
        <source>Paint; one stroke is one undo step  (B)</source>
        <translation>Dipingere; un tratto è un passo da annullare  (B)</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Gomma</translation>
    </message>
    <message>
        <source>Take painted voxels away</source>
        <translation>Togliere voxel dipinti</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Accresci</translation>
    </message>
    <message>
        <source>Press on the lesion: what is connected and alike. Drag up for more, down for less.</source>
        <translation>Premere sulla lesione: ciò che è connesso e simile. Trascinare in su per più, in giù per meno.</translation>
    </message>
    <message>
        <source>Brush radius</source>
        <translation>Raggio del pennello</translation>
    </message>
    <message>
        <source>3D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>On: a ball. Off: only the slice you see</source>
        <translation>Acceso: una sfera. Spento: solo la fetta che si vede</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Raggio</translation>
    </message>
    <message>
        <source>Half-axis left-right</source>
        <translation>Semiasse destra-sinistra</translation>
    </message>
    <message>
        <source>Half-axis front-back</source>
        <translation>Semiasse avanti-dietro</translation>
    </message>
    <message>
        <source>Half-axis up-down</source>
        <translation>Semiasse su-giù</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Aggiungi</translation>
    </message>
    <message>
        <source>Add it along the crosshair&apos;s lines: left-right, front-back, up-down</source>
        <translation>Aggiungi lungo le linee del crocino: destra-sinistra, avanti-dietro, su-giù</translation>
    </message>
</context>
<context>
    <name>LesionValues</name>
    <message>
        <source>Values</source>
        <translation>Valori</translation>
    </message>
    <message>
        <source>Paint, grow and threshold only voxels whose value lies within these limits</source>
        <translation>Dipinge, accresce e soglia solo voxel con valore entro questi limiti</translation>
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
        <source>Suggestion: below {factor} × {median}, the median of vertebrae without lesions</source>
        <translation>Suggerimento: sotto {factor} × {median}, la mediana delle vertebre senza lesioni</translation>
    </message>
    <message>
        <source>Suggestion: above {factor} × {median}, the median of vertebrae without lesions</source>
        <translation>Suggerimento: sopra {factor} × {median}, la mediana delle vertebre senza lesioni</translation>
    </message>
    <message>
        <source>Suggestion: below {factor} × {median}, the median of this series without air</source>
        <translation>Suggerimento: sotto {factor} × {median}, la mediana di questa serie senza l’aria</translation>
    </message>
    <message>
        <source>Suggestion: above {factor} × {median}, the median of this series without air</source>
        <translation>Suggerimento: sopra {factor} × {median}, la mediana di questa serie senza l’aria</translation>
    </message>
</context>
<context>
    <name>LesionsPanel</name>
    <message>
        <source>LESIONS</source>
        <translation>LESIONI</translation>
    </message>
    <message>
        <source>The next stroke begins it</source>
        <translation>Il prossimo tratto la comincia</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuova</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Togli</translation>
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
        <source>Between the farthest voxel centres, 3D.</source>
        <translation>Tra i centri dei voxel più lontani, 3D.</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Massima</translation>
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
        <source>Sectors and layers (WBB)</source>
        <translation>Settori e strati (WBB)</translation>
    </message>
    <message>
        <source>Morphology</source>
        <translation>Morfologia</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Livello</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Densità</translation>
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
        <source>Press on the lesion</source>
        <translation>Premere sulla lesione</translation>
    </message>
    <message>
        <source>Drag up for more, down for less; let go to keep it.</source>
        <translation>Trascinare in su per più, in giù per meno; rilasciare per tenerla.</translation>
    </message>
    <message>
        <source>Click cells on the axial image</source>
        <translation>Cliccare celle sull&apos;immagine assiale</translation>
    </message>
    <message>
        <source>Once more takes a cell away.</source>
        <translation>Un altro clic toglie la cella.</translation>
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
        <source>One stroke is one undo step. New begins another.</source>
        <translation>Un tratto è un passo da annullare. Nuova ne comincia un&apos;altra.</translation>
    </message>
    <message>
        <source>No suggestion, like normal bone: {numbers}</source>
        <translation>Nessun suggerimento, come osso normale: {numbers}</translation>
    </message>
    <message>
        <source>Suggestion: {kind}. {numbers}</source>
        <translation>Suggerimento: {kind}. {numbers}</translation>
    </message>
    <message>
        <source>Select a lesion.</source>
        <translation>Selezionare una lesione.</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Misurazione…</translation>
    </message>
    <message>
        <source>Needs a CT, the lesion, and the outline of another vertebra without lesions.</source>
        <translation>Servono una TC, la lesione e il contorno di un&apos;altra vertebra senza lesioni.</translation>
    </message>
    <message>
        <source>Blue: the lesion. Grey: normal bone of {levels}. Dashed: below is lytic, above is blastic.</source>
        <translation>Blu: la lesione. Grigio: osso normale di {levels}. Tratteggio: sotto è litico, sopra è blastico.</translation>
    </message>
    <message>
        <source>Import lesions</source>
        <translation>Importa lesioni</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>Lettura di {name}</translation>
    </message>
    <message>
        <source>Kind of lesion</source>
        <translation>Tipo di lesione</translation>
    </message>
</context>
<context>
    <name>LevelByHand</name>
    <message>
        <source>BY HAND</source>
        <translation>A MANO</translation>
    </message>
    <message>
        <source>Name by clicking</source>
        <translation>Nominare con clic</translation>
    </message>
    <message>
        <source>Each click on a body names a level</source>
        <translation>Ogni clic su un corpo nomina un livello</translation>
    </message>
    <message>
        <source>Level that comes next</source>
        <translation>Livello successivo</translation>
    </message>
    <message>
        <source>One level up  (arrow up, over the images)</source>
        <translation>Un livello su  (freccia su, sulle immagini)</translation>
    </message>
    <message>
        <source>One level down  (arrow down, over the images)</source>
        <translation>Un livello giù  (freccia giù, sulle immagini)</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Salta</translation>
    </message>
    <message>
        <source>Leave it out  (Space)</source>
        <translation>Tralasciarlo  (Spazio)</translation>
    </message>
    <message>
        <source>COUNTED WRONG?</source>
        <translation>CONTATI MALE?</translation>
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
        <source>{level} (transitional)</source>
        <translation>{level} (transizionale)</translation>
    </message>
</context>
<context>
    <name>LevelDetails</name>
    <message>
        <source>Which vertebra it is</source>
        <translation>Quale vertebra è</translation>
    </message>
    <message>
        <source>All other names follow  (F2)</source>
        <translation>Tutti gli altri nomi seguono  (F2)</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Conferma</translation>
    </message>
    <message>
        <source>Second reading</source>
        <translation>Seconda lettura</translation>
    </message>
    <message>
        <source>Another person than the first vouches for the name too</source>
        <translation>Una persona diversa dalla prima garantisce anch&apos;essa il nome</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Inserisci</translation>
    </message>
    <message>
        <source>A vertebra was missed at the crosshair  (Insert)</source>
        <translation>Una vertebra è stata saltata al crocino  (Ins)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>This is no vertebra of its own  (Delete)</source>
        <translation>Questa non è una vertebra a sé  (Canc)</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Misura</translation>
    </message>
    <message>
        <source>Sizes are not stored; find them again</source>
        <translation>Le misure non si salvano; ritrovarle</translation>
    </message>
    <message>
        <source>{level}: WHICH VERTEBRA IS IT?</source>
        <translation>{level}: QUALE VERTEBRA È?</translation>
    </message>
    <message>
        <source>Height front {a:.1f}, middle {m:.1f}, back {p:.1f} mm</source>
        <translation>Altezza davanti {a:.1f}, in mezzo {m:.1f}, dietro {p:.1f} mm</translation>
    </message>
    <message>
        <source>Depth {d:.1f}, width {w:.1f} mm</source>
        <translation>Profondità {d:.1f}, larghezza {w:.1f} mm</translation>
    </message>
    <message>
        <source>Whole vertebra {whole:.1f} mL</source>
        <translation>Vertebra intera {whole:.1f} mL</translation>
    </message>
    <message>
        <source>Body {body:.1f} mL, whole vertebra {whole:.1f} mL</source>
        <translation>Corpo {body:.1f} mL, vertebra intera {whole:.1f} mL</translation>
    </message>
</context>
<context>
    <name>LevelList</name>
    <message>
        <source>to confirm</source>
        <translation>da confermare</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>confermato</translation>
    </message>
    <message>
        <source>outline to be made</source>
        <translation>contorno da fare</translation>
    </message>
    <message>
        <source>{name}, {time}</source>
        <translation>{name}, {time}</translation>
    </message>
    <message>
        <source>Confirmed by {who}</source>
        <translation>Confermato da {who}</translation>
    </message>
    <message>
        <source>Show it in every view</source>
        <translation>Mostra in ogni vista</translation>
    </message>
    <message>
        <source>Another name, insert, remove</source>
        <translation>Altro nome, inserisci, rimuovi</translation>
    </message>
    <message>
        <source>Change {level}</source>
        <translation>Cambia {level}</translation>
    </message>
    <message>
        <source>Confirm this name</source>
        <translation>Conferma questo nome</translation>
    </message>
    <message>
        <source>Confirm {level}</source>
        <translation>Conferma {level}</translation>
    </message>
</context>
<context>
    <name>LevelWork</name>
    <message>
        <source>Finding the levels</source>
        <translation>Ricerca dei livelli</translation>
    </message>
    <message>
        <source>The discs and outlines were found again; Undo brings the earlier ones back.</source>
        <translation>Dischi e contorni sono stati ritrovati; Annulla riporta i precedenti.</translation>
    </message>
    <message>
        <source>Outlining the vertebrae</source>
        <translation>Contorno delle vertebre</translation>
    </message>
    <message>
        <source>Following the canal</source>
        <translation>Lungo il canale</translation>
    </message>
    <message>
        <source>Finding the discs</source>
        <translation>Ricerca dei dischi</translation>
    </message>
    <message>
        <source>Counting the vertebrae</source>
        <translation>Conteggio delle vertebre</translation>
    </message>
    <message>
        <source>Outlining the bodies</source>
        <translation>Contorno dei corpi</translation>
    </message>
    <message>
        <source>Measuring the pedicles</source>
        <translation>Misura dei peduncoli</translation>
    </message>
    <message>
        <source>Outlining the arches</source>
        <translation>Contorno degli archi</translation>
    </message>
    <message>
        <source>Drawing the outlines</source>
        <translation>Disegno dei contorni</translation>
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
        <source>a suggestion, to confirm</source>
        <translation>un suggerimento, da confermare</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>confermato</translation>
    </message>
    <message>
        <source>confirmed by {name}</source>
        <translation>confermato da {name}</translation>
    </message>
    <message>
        <source>confirmed by {first} and {second}</source>
        <translation>confermato da {first} e {second}</translation>
    </message>
    <message>
        <source>{level} is not named on the images yet.</source>
        <translation>{level} non ha ancora un nome sulle immagini.</translation>
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
        <source>Nothing is named yet. Start at a level you are sure of, often T12 or L5.</source>
        <translation>Ancora nessun nome. Cominci da un livello sicuro, spesso T12 o L5.</translation>
    </message>
    <message>
        <source>Find levels</source>
        <translation>Trova i livelli</translation>
    </message>
    <message>
        <source>Vertebrae and discs are looked for in the CT  (Ctrl+F)</source>
        <translation>Vertebre e dischi vengono cercati nella TC  (Ctrl+F)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Make the outlines</source>
        <translation>Fai i contorni</translation>
    </message>
    <message>
        <source>Confirm all</source>
        <translation>Conferma tutti</translation>
    </message>
    <message>
        <source>You vouch for every name in the list  (Ctrl+Enter)</source>
        <translation>Si garantisce ogni nome dell&apos;elenco  (Ctrl+Invio)</translation>
    </message>
    <message>
        <source>Second reading of all</source>
        <translation>Seconda lettura di tutti</translation>
    </message>
    <message>
        <source>Another person than the first vouches for the names too</source>
        <translation>Una persona diversa dalla prima garantisce anch&apos;essa i nomi</translation>
    </message>
    <message>
        <source>Open a study first</source>
        <translation>Prima apra uno studio</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Il vostro nome</translation>
    </message>
    <message>
        <source>Confirm as</source>
        <translation>Conferma come</translation>
    </message>
    <message>
        <source>Who confirms? It is written beside each name, and asked once.</source>
        <translation>Chi conferma? Si scrive accanto a ogni nome, e si chiede una volta.</translation>
    </message>
    <message>
        <source>LEVELS</source>
        <translation>LIVELLI</translation>
    </message>
    <message>
        <source>Choose a level first: Ctrl+Up and Ctrl+Down go from one to the next.</source>
        <translation>Scegliere prima un livello: Ctrl+Su e Ctrl+Giù passano dall’uno all’altro.</translation>
    </message>
    <message>
        <source>Finding the levels</source>
        <translation>Ricerca dei livelli</translation>
    </message>
    <message>
        <source>The marks come first; you can work meanwhile.</source>
        <translation>Prima vengono i segni; intanto si può lavorare.</translation>
    </message>
    <message>
        <source>Check the names, then confirm</source>
        <translation>Controllare i nomi, poi confermare</translation>
    </message>
    <message>
        <source>One is wrong? Click its name: all others follow. Drag a mark or a disc line to correct it.</source>
        <translation>Uno è sbagliato? Cliccare il nome: gli altri seguono. Trascinare un segno o una linea di disco per correggere.</translation>
    </message>
    <message>
        <source>Every name is confirmed</source>
        <translation>Ogni nome è confermato</translation>
    </message>
    <message>
        <source>Click a name or drag a disc line to correct.</source>
        <translation>Cliccare un nome o trascinare una linea di disco per correggere.</translation>
    </message>
    <message>
        <source>Naming is paused</source>
        <translation>La denominazione è in pausa</translation>
    </message>
    <message>
        <source>Find the levels, or name them by clicking.</source>
        <translation>Trovare i livelli, o nominarli con un clic.</translation>
    </message>
    <message>
        <source>Find again</source>
        <translation>Ritrova</translation>
    </message>
    <message>
        <source>Click the body of {level} to move its mark</source>
        <translation>Clic sul corpo di {level} per spostare il segno</translation>
    </message>
    <message>
        <source>Levels find themselves in a CT only; here each is named by a click.</source>
        <translation>I livelli si trovano da soli solo in una TC; qui ognuno si nomina con un clic.</translation>
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
</context>
<context>
    <name>MarginsSection</name>
    <message>
        <source>Least bone left in the pedicle and least distance from the needle&apos;s surface to a structure.</source>
        <translation>Il minor osso rimasto nel peduncolo e la minor distanza dalla superficie dell&apos;ago a una struttura.</translation>
    </message>
    <message>
        <source>Least margin</source>
        <translation>Margine minimo</translation>
    </message>
    <message>
        <source>With guidance error</source>
        <translation>Con errore di guida</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>MARGINS</source>
        <translation>MARGINI</translation>
    </message>
    <message>
        <source>The same where the error of the guidance could bring the needle.</source>
        <translation>Lo stesso dove l’errore della guida potrebbe portare l’ago.</translation>
    </message>
    <message>
        <source>Grade A to E: Gertzbein-Robbins, by how far a wall is left. 1 to 4: Heary, by which wall.</source>
        <translation>Gradi da A a E: Gertzbein-Robbins, secondo quanto si supera una parete. Da 1 a 4: Heary, secondo quale parete.</translation>
    </message>
    <message>
        <source>Measuring what is at risk …</source>
        <translation>Misura di ciò che è a rischio …</translation>
    </message>
    <message>
        <source>grade {grade}</source>
        <translation>grado {grade}</translation>
    </message>
    <message>
        <source>nearest: {what}</source>
        <translation>più vicino: {what}</translation>
    </message>
    <message>
        <source>mm to</source>
        <translation>mm a</translation>
    </message>
    <message>
        <source>plan</source>
        <translation>piano</translation>
    </message>
    <message>
        <source>with error</source>
        <translation>con errore</translation>
    </message>
    <message>
        <source>wanted</source>
        <translation>voluto</translation>
    </message>
    <message>
        <source>medial wall</source>
        <translation>parete mediale</translation>
    </message>
    <message>
        <source>lateral wall</source>
        <translation>parete laterale</translation>
    </message>
    <message>
        <source>upper wall</source>
        <translation>parete superiore</translation>
    </message>
    <message>
        <source>lower wall</source>
        <translation>parete inferiore</translation>
    </message>
    <message>
        <source>{structure}: passed on purpose</source>
        <translation>{structure}: attraversata di proposito</translation>
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
    <name>MergeSheet</name>
    <message>
        <source>Merge the copy of {name}</source>
        <translation>Unisci la copia di {name}</translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation>un collega</translation>
    </message>
    <message>
        <source>BOTH CHANGED</source>
        <translation>CAMBIATI DA ENTRAMBI</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Unisci</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>WHAT COMES WITH IT</source>
        <translation>CHE COSA PORTA CON SÉ</translation>
    </message>
    <message>
        <source>Nothing that you do not have already.</source>
        <translation>Nulla che non si abbia già.</translation>
    </message>
    <message>
        <source>Mine: {what}</source>
        <translation>Mio: {what}</translation>
    </message>
    <message>
        <source>Theirs: {what}</source>
        <translation>Suo: {what}</translation>
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
    <name>MetamerView</name>
    <message>
        <source>Levels side by side</source>
        <translation>Livelli affiancati</translation>
    </message>
</context>
<context>
    <name>Metamers</name>
    <message>
        <source>Pain</source>
        <translation>Dolore</translation>
    </message>
    <message>
        <source>Palp.</source>
        <translation>Palp.</translation>
    </message>
    <message>
        <source>Mech.</source>
        <translation>Mecc.</translation>
    </message>
    <message>
        <source>SINS</source>
        <translation>SINS</translation>
    </message>
    <message>
        <source>Impending</source>
        <translation>Imminente</translation>
    </message>
    <message>
        <source>Acute</source>
        <translation>Acuta</translation>
    </message>
    <message>
        <source>Uptake</source>
        <translation>Captazione</translation>
    </message>
    <message>
        <source>Lytic</source>
        <translation>Litico</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>Parete</translation>
    </message>
    <message>
        <source>ESCC</source>
        <translation>ESCC</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Via</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>Contro</translation>
    </message>
    <message>
        <source>Marked as symptomatic, or pain answered for the level.</source>
        <translation>Marcato come sintomatico, o dolore indicato per il livello.</translation>
    </message>
    <message>
        <source>Palpation or percussion pain at this level.</source>
        <translation>Dolore alla palpazione o percussione a questo livello.</translation>
    </message>
    <message>
        <source>Mechanical pain, as SINS asks for it.</source>
        <translation>Dolore meccanico, come lo chiede SINS.</translation>
    </message>
    <message>
        <source>Spinal Instability Neoplastic Score; a range while answers are missing.</source>
        <translation>Spinal Instability Neoplastic Score; un intervallo finché mancano risposte.</translation>
    </message>
    <message>
        <source>Impending collapse by Taneichi&apos;s criteria A and B.</source>
        <translation>Collasso imminente secondo i criteri A e B di Taneichi.</translation>
    </message>
    <message>
        <source>Recent fracture, or marrow oedema on STIR.</source>
        <translation>Frattura recente, o edema midollare in STIR.</translation>
    </message>
    <message>
        <source>Uptake on bone scan or PET against the background.</source>
        <translation>Captazione a scintigrafia ossea o PET rispetto al fondo.</translation>
    </message>
    <message>
        <source>Lytic part of the body.</source>
        <translation>Parte litica del corpo.</translation>
    </message>
    <message>
        <source>State of the posterior wall.</source>
        <translation>Stato della parete posteriore.</translation>
    </message>
    <message>
        <source>Epidural compression (Bilsky).</source>
        <translation>Compressione epidurale (Bilsky).</translation>
    </message>
    <message>
        <source>A planned needle, or a proposed route.</source>
        <translation>Un ago pianificato, o una via proposta.</translation>
    </message>
    <message>
        <source>Contraindications of this level that are known.</source>
        <translation>Controindicazioni note di questo livello.</translation>
    </message>
    <message>
        <source>Click, or key S in the column: sort by this first.</source>
        <translation>Clic, o tasto S nella colonna: ordina prima per questa.</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Livello</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Decisione</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Non noto</translation>
    </message>
    <message>
        <source>Infiltrated</source>
        <translation>Infiltrato</translation>
    </message>
    <message>
        <source>No lesion marked</source>
        <translation>Nessuna lesione marcata</translation>
    </message>
    <message>
        <source>treat</source>
        <translation>trattare</translation>
    </message>
    <message>
        <source>do not treat</source>
        <translation>non trattare</translation>
    </message>
    <message>
        <source>open</source>
        <translation>aperto</translation>
    </message>
    <message>
        <source>infiltrated</source>
        <translation>infiltrato</translation>
    </message>
    <message>
        <source>no lesion marked</source>
        <translation>nessuna lesione marcata</translation>
    </message>
</context>
<context>
    <name>NeedleMovesSection</name>
    <message>
        <source>Lock</source>
        <translation>Blocca</translation>
    </message>
    <message>
        <source>A locked needle is not moved by a drag</source>
        <translation>Un ago bloccato non si sposta trascinando</translation>
    </message>
    <message>
        <source>Onto the axis of its pedicle, as deep as it is</source>
        <translation>Sull&apos;asse del suo peduncolo, alla stessa profondità</translation>
    </message>
    <message>
        <source>Snap</source>
        <translation>Allinea</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Specchia</translation>
    </message>
    <message>
        <source>The same on the other side</source>
        <translation>Lo stesso dall&apos;altro lato</translation>
    </message>
    <message>
        <source>Copy to</source>
        <translation>Copia in</translation>
    </message>
    <message>
        <source>The same in another level</source>
        <translation>Lo stesso in un altro livello</translation>
    </message>
    <message>
        <source>MOVE IT</source>
        <translation>SPOSTALO</translation>
    </message>
    <message>
        <source>Alt with arrows {mm:g} mm, with Shift {deg:g}°, Alt with Page keys deeper or back.</source>
        <translation>Alt con le frecce {mm:g} mm, con Maiusc {deg:g}°, Alt con i tasti Pagina più a fondo o indietro.</translation>
    </message>
    <message>
        <source>Colour every way to the target by its worst margin, on the bull&apos;s-eye and on the skin in 3-D</source>
        <translation>Colora ogni via al bersaglio secondo il margine peggiore, sul bersaglio e sulla cute in 3-D</translation>
    </message>
    <message>
        <source>Entry map</source>
        <translation>Mappa degli ingressi</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Bloccato</translation>
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
        <source>What the C-arm reaches is set in Settings.</source>
        <translation>Ciò che l’arco raggiunge si imposta nelle Impostazioni.</translation>
    </message>
    <message>
        <source>C-arm en face: {oblique}, {tilt}</source>
        <translation>Arco a C in asse: {oblique}, {tilt}</translation>
    </message>
    <message>
        <source>Out of reach: {why}</source>
        <translation>Fuori portata: {why}</translation>
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
    <name>PairList</name>
    <message>
        <source>Pairs</source>
        <translation>Coppie</translation>
    </message>
    <message>
        <source>Click to see it on the plan&apos;s images, Delete removes it</source>
        <translation>Clic per vederla sulle immagini del piano, Canc la toglie</translation>
    </message>
    <message>
        <source>Point {n}</source>
        <translation>Punto {n}</translation>
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
        <source>A proposal</source>
        <translation>Una proposta</translation>
    </message>
    <message>
        <source>Not in the plan yet: take it, or look at another.</source>
        <translation>Non ancora nel piano: prenderla, o guardarne un&apos;altra.</translation>
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
        <source>{way} (not offered here)</source>
        <translation>{way} (non offerta qui)</translation>
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
        <source>Change approach</source>
        <translation>Cambia accesso</translation>
    </message>
</context>
<context>
    <name>ProposalCard</name>
    <message>
        <source>Show</source>
        <translation>Mostra</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Prendi</translation>
    </message>
    <message>
        <source>{rank}. {side}, {gauge} × {length:g} mm, score {score:.0f}</source>
        <translation>{rank}. {side}, {gauge} × {length:g} mm, punteggio {score:.0f}</translation>
    </message>
</context>
<context>
    <name>ProposalsSection</name>
    <message>
        <source>Propose</source>
        <translation>Proponi</translation>
    </message>
    <message>
        <source>Search every path of this approach, and show the safest kinds</source>
        <translation>Cerca ogni via di questo accesso e mostra le più sicure</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Insieme</translation>
    </message>
    <message>
        <source>Both sides of every level to treat (or of this level) at once, none meeting another</source>
        <translation>Entrambi i lati di ogni livello da trattare (o di questo) insieme, senza che si incontrino</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesi</translation>
    </message>
    <message>
        <source>PROPOSALS</source>
        <translation>PROPOSTE</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Ricerca …</translation>
    </message>
    <message>
        <source>Searching paths</source>
        <translation>Ricerca di percorsi</translation>
    </message>
    <message>
        <source>{count} paths searched in {seconds:.1f} s. A suggestion: check it in the images.</source>
        <translation>{count} percorsi esaminati in {seconds:.1f} s. Un suggerimento: controllarlo nelle immagini.</translation>
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
    <name>Refining</name>
    <message>
        <source>The images are still being read.</source>
        <translation>Le immagini si stanno ancora leggendo.</translation>
    </message>
    <message>
        <source>Refining the registration</source>
        <translation>Affinamento della registrazione</translation>
    </message>
    <message>
        <source>The registration was changed meanwhile; refine it again.</source>
        <translation>La registrazione è cambiata nel frattempo; affinarla di nuovo.</translation>
    </message>
</context>
<context>
    <name>RegistrationLook</name>
    <message>
        <source>Off</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>Miscela</translation>
    </message>
    <message>
        <source>Squares</source>
        <translation>Scacchi</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>Alterna</translation>
    </message>
</context>
<context>
    <name>RegistrationSection</name>
    <message>
        <source>Images to register</source>
        <translation>Immagini da registrare</translation>
    </message>
    <message>
        <source>From level</source>
        <translation>Dal livello</translation>
    </message>
    <message>
        <source>To level</source>
        <translation>Al livello</translation>
    </message>
    <message>
        <source>Pair with the plan</source>
        <translation>Appaia al piano</translation>
    </message>
    <message>
        <source>Both series side by side; click the same places on both</source>
        <translation>Le due serie affiancate; fare clic sugli stessi punti in entrambe</translation>
    </message>
    <message>
        <source>By bodies</source>
        <translation>Per corpi</translation>
    </message>
    <message>
        <source>By points</source>
        <translation>Per punti</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>Affina</translation>
    </message>
    <message>
        <source>Search near by for the best fit</source>
        <translation>Cerca lì vicino la corrispondenza migliore</translation>
    </message>
    <message>
        <source>I counted the levels on both series</source>
        <translation>Ho contato i livelli su entrambe le serie</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Conferma</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modifica</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Togli</translation>
    </message>
    <message>
        <source>REGISTER OTHER IMAGES</source>
        <translation>REGISTRARE ALTRE IMMAGINI</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Livelli</translation>
    </message>
    <message>
        <source>to</source>
        <translation>a</translation>
    </message>
    <message>
        <source>Name the levels first.</source>
        <translation>Nominare prima i livelli.</translation>
    </message>
    <message>
        <source>Refining…</source>
        <translation>Affinamento…</translation>
    </message>
    <message>
        <source>Click the middle of {level}&apos;s body on {series}</source>
        <translation>Clic al centro del corpo di {level} su {series}</translation>
    </message>
    <message>
        <source>Click a body on the plan&apos;s images to choose another level.</source>
        <translation>Clic su un corpo nelle immagini del piano per scegliere un altro livello.</translation>
    </message>
    <message>
        <source>the plan&apos;s images</source>
        <translation>le immagini del piano</translation>
    </message>
    <message>
        <source>Click the same place on {series}</source>
        <translation>Clic sullo stesso punto su {series}</translation>
    </message>
    <message>
        <source>Refine, look, confirm</source>
        <translation>Affinare, guardare, confermare</translation>
    </message>
    <message>
        <source>Or click further places that are seen on both series.</source>
        <translation>Oppure fare clic su altri punti visibili in entrambe le serie.</translation>
    </message>
    <message>
        <source>Click a place that is seen on both series</source>
        <translation>Clic su un punto visibile in entrambe le serie</translation>
    </message>
    <message>
        <source>Corners of end plates, pedicles, tips of processes; three pairs or more, spread out.</source>
        <translation>Angoli dei piatti vertebrali, peduncoli, apici dei processi; tre coppie o più, distanziate.</translation>
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
        <source>Goes to it in the list</source>
        <translation>La mostra nell&apos;elenco</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Togli</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>Lista di controllo</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Commenti</translation>
    </message>
    <message>
        <source>Opinions and signatures</source>
        <translation>Pareri e firme</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versioni</translation>
    </message>
    <message>
        <source>Key images and measurements</source>
        <translation>Immagini chiave e misure</translation>
    </message>
    <message>
        <source>Report and sharing</source>
        <translation>Referto e condivisione</translation>
    </message>
    <message>
        <source>Time-out</source>
        <translation>Time-out</translation>
    </message>
    <message>
        <source>Full screen, to be read from across the room</source>
        <translation>Schermo intero, leggibile da lontano</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Referto…</translation>
    </message>
    <message>
        <source>K keeps the picture under the pointer; L, A and E measure.</source>
        <translation>K tiene l&apos;immagine sotto il puntatore; L, A ed E misurano.</translation>
    </message>
    <message>
        <source>Report as HTML…</source>
        <translation>Referto come HTML…</translation>
    </message>
    <message>
        <source>Table-side sheet…</source>
        <translation>Foglio per il tavolo…</translation>
    </message>
    <message>
        <source>Page for colleagues…</source>
        <translation>Pagina per i colleghi…</translation>
    </message>
    <message>
        <source>De-identified copy…</source>
        <translation>Copia anonima…</translation>
    </message>
    <message>
        <source>For the record and for the table</source>
        <translation>Per la cartella e per il tavolo</translation>
    </message>
    <message>
        <source>One file that opens in any browser: the scene turns, the slices scroll</source>
        <translation>Un file che si apre in ogni browser: la scena gira, le fette scorrono</translation>
    </message>
    <message>
        <source>Plan and images without name, dates and identifiers</source>
        <translation>Piano e immagini senza nome, date e identificativi</translation>
    </message>
    <message>
        <source>{n} open</source>
        <translation>{n} aperti</translation>
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
</context>
<context>
    <name>ReviewWork</name>
    <message>
        <source>Confirmed by the whole team</source>
        <translation>Confermato da tutta l&apos;équipe</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Apri</translation>
    </message>
    <message>
        <source>The alternative is written: {name}</source>
        <translation>L&apos;alternativa è scritta: {name}</translation>
    </message>
    <message>
        <source>Save the alternative</source>
        <translation>Salva l&apos;alternativa</translation>
    </message>
    <message>
        <source>Plans (*.spineplan)</source>
        <translation>Piani (*.spineplan)</translation>
    </message>
    <message>
        <source>Open a colleague&apos;s copy of this plan</source>
        <translation>Apri la copia di questo piano di un collega</translation>
    </message>
    <message>
        <source>{n} comments came back from the review copy.</source>
        <translation>{n} commenti sono tornati dalla copia di revisione.</translation>
    </message>
    <message>
        <source>Save the plan first: the copy is made from its file.</source>
        <translation>Salvare prima il piano: la copia si fa dal suo file.</translation>
    </message>
    <message>
        <source>An empty folder for the de-identified copy</source>
        <translation>Una cartella vuota per la copia anonima</translation>
    </message>
    <message>
        <source>Writing the copy without identity</source>
        <translation>Scrittura della copia senza identità</translation>
    </message>
    <message>
        <source>The copy is written: {name}</source>
        <translation>La copia è scritta: {name}</translation>
    </message>
    <message>
        <source>De-identified copy</source>
        <translation>Copia anonima</translation>
    </message>
</context>
<context>
    <name>RuleList</name>
    <message>
        <source>No rule is fulfilled by what is known.</source>
        <translation>Nessuna regola è soddisfatta da ciò che si sa.</translation>
    </message>
    <message>
        <source>Accepted by {who}: {why}</source>
        <translation>Accettato da {who}: {why}</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Ritira</translation>
    </message>
    <message>
        <source>Reason to accept it, then Enter</source>
        <translation>Motivo per accettarlo, poi Invio</translation>
    </message>
    <message>
        <source>Reason to accept: {what}</source>
        <translation>Motivo per accettare: {what}</translation>
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
    <name>ScoreCard</name>
    <message>
        <source>missing</source>
        <translation>mancante</translation>
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
    <name>SetCard</name>
    <message>
        <source>Take all</source>
        <translation>Prendi tutti</translation>
    </message>
    <message>
        <source>{needles} needles, {punctures} skin punctures</source>
        <translation>{needles} aghi, {punctures} punture cutanee</translation>
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
        <source>WBB sectors</source>
        <translation>Settori WBB</translation>
    </message>
    <message>
        <source>WBB &amp;sectors</source>
        <translation>&amp;Settori WBB</translation>
    </message>
    <message>
        <source>C-arm &amp;turns</source>
        <translation>L’arco &amp;ruota</translation>
    </message>
    <message>
        <source>C-arm t&amp;ilts</source>
        <translation>L’arco s’&amp;inclina</translation>
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
        <source>1 on the patient&apos;s left (SOSG)</source>
        <translation>1 alla sinistra del paziente (SOSG)</translation>
    </message>
    <message>
        <source>1 on the patient&apos;s right (clockwise on CT)</source>
        <translation>1 alla destra del paziente (orario sulla TC)</translation>
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
    <message>
        <source>Find levels</source>
        <translation>Trova livelli</translation>
    </message>
    <message>
        <source>Which vertebra is it?</source>
        <translation>Quale vertebra è?</translation>
    </message>
    <message>
        <source>Confirm all levels</source>
        <translation>Conferma tutti i livelli</translation>
    </message>
</context>
<context>
    <name>SignOffSection</name>
    <message>
        <source>Your role</source>
        <translation>Il vostro ruolo</translation>
    </message>
    <message>
        <source>Reason, alternative</source>
        <translation>Motivo, alternativa</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>D&apos;accordo</translation>
    </message>
    <message>
        <source>Disagree</source>
        <translation>In disaccordo</translation>
    </message>
    <message>
        <source>Alternative</source>
        <translation>Alternativa</translation>
    </message>
    <message>
        <source>Second reading of the levels</source>
        <translation>Seconda lettura dei livelli</translation>
    </message>
    <message>
        <source>I counted the levels myself and agree with their names</source>
        <translation>Ho contato io stesso i livelli e concordo sui nomi</translation>
    </message>
    <message>
        <source>Sign the plan</source>
        <translation>Firma il piano</translation>
    </message>
    <message>
        <source>Reopen for edits</source>
        <translation>Riapri per modifiche</translation>
    </message>
    <message>
        <source>You are {name}.</source>
        <translation>Siete {name}.</translation>
    </message>
    <message>
        <source>Say who you are in the settings: what is signed carries a name.</source>
        <translation>Dire chi si è nelle impostazioni: ciò che si firma porta un nome.</translation>
    </message>
    <message>
        <source>{n} signed</source>
        <translation>{n} firmate</translation>
    </message>
    <message>
        <source>{n} void</source>
        <translation>{n} nulle</translation>
    </message>
    <message>
        <source>SIGNATURES</source>
        <translation>FIRME</translation>
    </message>
    <message>
        <source>OPINIONS</source>
        <translation>PARERI</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>d&apos;accordo</translation>
    </message>
    <message>
        <source>disagrees</source>
        <translation>in disaccordo</translation>
    </message>
    <message>
        <source>would do else</source>
        <translation>farebbe altro</translation>
    </message>
    <message>
        <source>of an earlier state of the plan</source>
        <translation>di uno stato precedente del piano</translation>
    </message>
    <message>
        <source>Reopened by {name}</source>
        <translation>Riaperto da {name}</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>valida</translation>
    </message>
    <message>
        <source>VOID</source>
        <translation>NULLA</translation>
    </message>
    <message>
        <source>The plan was changed after it was signed.</source>
        <translation>Il piano è stato cambiato dopo la firma.</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>operatore</translation>
    </message>
    <message>
        <source>second reader</source>
        <translation>secondo lettore</translation>
    </message>
    <message>
        <source>surgeon</source>
        <translation>chirurgo</translation>
    </message>
    <message>
        <source>anaesthetist</source>
        <translation>anestesista</translation>
    </message>
    <message>
        <source>oncologist</source>
        <translation>oncologo</translation>
    </message>
    <message>
        <source>radiotherapist</source>
        <translation>radioterapista</translation>
    </message>
    <message>
        <source>nurse</source>
        <translation>infermiere</translation>
    </message>
</context>
<context>
    <name>SinsPlot</name>
    <message>
        <source>stable</source>
        <translation>stabile</translation>
    </message>
    <message>
        <source>indeterminate</source>
        <translation>indeterminato</translation>
    </message>
    <message>
        <source>unstable</source>
        <translation>instabile</translation>
    </message>
    <message>
        <source>SINS, points by item</source>
        <translation>SINS, punti per voce</translation>
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
    <name>SurvivalPlot</name>
    <message>
        <source>months</source>
        <translation>mesi</translation>
    </message>
    <message>
        <source>open: answers are missing</source>
        <translation>aperto: mancano risposte</translation>
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
    <name>ThermalDose</name>
    <message>
        <source>Temperature</source>
        <translation>Temperatura</translation>
    </message>
    <message>
        <source>held for</source>
        <translation>tenuta per</translation>
    </message>
    <message>
        <source>Temperature {n}</source>
        <translation>Temperatura {n}</translation>
    </message>
    <message>
        <source>Minutes {n}</source>
        <translation>Minuti {n}</translation>
    </message>
    <message>
        <source>Thermal dose</source>
        <translation>Dose termica</translation>
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
        <translation>Sospendere {drug}</translation>
    </message>
    <message>
        <source>Empty: the default. Kept on this computer; local policy overrides every default.</source>
        <translation>Vuoto: il valore predefinito. Conservato su questo computer; le regole locali prevalgono.</translation>
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
        <translation>Nessun livello è pianificato</translation>
    </message>
    <message>
        <source>The whole team confirms</source>
        <translation>Tutta l&apos;équipe conferma</translation>
    </message>
    <message>
        <source>Back  (Esc)</source>
        <translation>Indietro  (Esc)</translation>
    </message>
</context>
<context>
    <name>TimelineSection</name>
    <message>
        <source>Mixing</source>
        <translation>Miscelazione</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Attesa</translation>
    </message>
    <message>
        <source>Injection, per needle</source>
        <translation>Iniezione, per ago</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Cambia</translation>
    </message>
    <message>
        <source>Ablation first, then cement through the same needle. Enter your own times.</source>
        <translation>Prima l&apos;ablazione, poi il cemento dallo stesso ago. Inserire i propri tempi.</translation>
    </message>
    <message>
        <source>{total:.0f} min from the first ablation or mixing, mixes: {n}.</source>
        <translation>{total:.0f} min dalla prima ablazione o miscelazione, impasti: {n}.</translation>
    </message>
    <message>
        <source>Choose the material: its working phase is not known.</source>
        <translation>Scegliere il materiale: la sua fase di lavoro non è nota.</translation>
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
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Mix {n}</source>
        <translation>Impasto {n}</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>Ablation</source>
        <translation>Ablazione</translation>
    </message>
    <message>
        <source>Mixing</source>
        <translation>Miscelazione</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Attesa</translation>
    </message>
    <message>
        <source>Can be injected</source>
        <translation>Iniettabile</translation>
    </message>
    <message>
        <source>Injection</source>
        <translation>Iniezione</translation>
    </message>
    <message>
        <source>{what} {level}: minute {start:.0f} to {end:.0f}</source>
        <translation>{what} {level}: dal minuto {start:.0f} al {end:.0f}</translation>
    </message>
</context>
<context>
    <name>TipComparison</name>
    <message>
        <source>Volume compared</source>
        <translation>Volume confrontato</translation>
    </message>
    <message>
        <source>First way</source>
        <translation>Primo modo</translation>
    </message>
    <message>
        <source>Second way</source>
        <translation>Secondo modo</translation>
    </message>
    <message>
        <source>First way | second way</source>
        <translation>Primo modo | secondo modo</translation>
    </message>
    <message>
        <source>As in an axial slice: the patient&apos;s right is at the left.</source>
        <translation>Come in una sezione assiale: la destra del paziente è a sinistra.</translation>
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
        <source>Needle {n}, {side}</source>
        <translation>Ago {n}, {side}</translation>
    </message>
    <message>
        <source>All needles</source>
        <translation>Tutti gli aghi</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nessuno</translation>
    </message>
    <message>
        <source>First leak</source>
        <translation>Prima fuga</translation>
    </message>
</context>
<context>
    <name>TreatmentSections</name>
    <message>
        <source>Needles, material, how much to mix</source>
        <translation>Aghi, materiale, quanto mescolare</translation>
    </message>
    <message>
        <source>Compare two ways</source>
        <translation>Confronta due modi</translation>
    </message>
    <message>
        <source>Timeline of the session</source>
        <translation>Tempi della seduta</translation>
    </message>
</context>
<context>
    <name>VersionsSection</name>
    <message>
        <source>Versions</source>
        <translation>Versioni</translation>
    </message>
    <message>
        <source>Every save is a version. Save the plan to begin.</source>
        <translation>Ogni salvataggio è una versione. Salvare il piano per cominciare.</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Confronta con</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Differenze</translation>
    </message>
    <message>
        <source>Draw both</source>
        <translation>Disegna entrambi</translation>
    </message>
    <message>
        <source>The needles of both are drawn in the images</source>
        <translation>Gli aghi di entrambi sono disegnati nelle immagini</translation>
    </message>
    <message>
        <source>Side by side…</source>
        <translation>Affiancati…</translation>
    </message>
    <message>
        <source>Alternative from here…</source>
        <translation>Alternativa da qui…</translation>
    </message>
    <message>
        <source>Back to it</source>
        <translation>Torna indietro</translation>
    </message>
    <message>
        <source>Merge a colleague&apos;s copy…</source>
        <translation>Unisci la copia di un collega…</translation>
    </message>
    <message>
        <source>WHAT CHANGED</source>
        <translation>CHE COSA È CAMBIATO</translation>
    </message>
    <message>
        <source>nobody named</source>
        <translation>nessuno indicato</translation>
    </message>
    <message>
        <source>compared with the plan as it is now</source>
        <translation>a confronto con il piano com&apos;è ora</translation>
    </message>
    <message>
        <source>compared with version {n}</source>
        <translation>a confronto con la versione {n}</translation>
    </message>
    <message>
        <source>No difference.</source>
        <translation>Nessuna differenza.</translation>
    </message>
    <message>
        <source>version {n}</source>
        <translation>versione {n}</translation>
    </message>
    <message>
        <source>the plan as it is now</source>
        <translation>il piano come è ora</translation>
    </message>
</context>
<context>
    <name>WbbClock</name>
    <message>
        <source>Sectors and layers</source>
        <translation>Settori e strati</translation>
    </message>
    <message>
        <source>outside the bone, paravertebral</source>
        <translation>fuori dall&apos;osso, paravertebrale</translation>
    </message>
    <message>
        <source>in the bone, superficial</source>
        <translation>nell&apos;osso, superficiale</translation>
    </message>
    <message>
        <source>in the bone, near the canal</source>
        <translation>nell&apos;osso, vicino al canale</translation>
    </message>
    <message>
        <source>in the canal, outside the dura</source>
        <translation>nel canale, fuori dalla dura</translation>
    </message>
    <message>
        <source>inside the dura</source>
        <translation>dentro la dura</translation>
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
        <source>Sector {number}, patient&apos;s {side}; layer {layer}: {meaning}</source>
        <translation>Settore {number}, {side} del paziente; strato {layer}: {meaning}</translation>
    </message>
    <message>
        <source>Layer F: vertebral artery on the patient&apos;s {side}</source>
        <translation>Strato F: arteria vertebrale, {side} del paziente</translation>
    </message>
</context>
<context>
    <name>WbbSection</name>
    <message>
        <source>Draw it over the axial image; click there</source>
        <translation>Disegnalo sull&apos;immagine assiale; cliccare lì</translation>
    </message>
    <message>
        <source>On the image</source>
        <translation>Sull&apos;immagine</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Conferma</translation>
    </message>
    <message>
        <source>Say that these sectors are right</source>
        <translation>Dire che questi settori sono giusti</translation>
    </message>
    <message>
        <source>As computed</source>
        <translation>Come calcolato</translation>
    </message>
    <message>
        <source>Forget what was clicked</source>
        <translation>Dimentica ciò che è stato cliccato</translation>
    </message>
    <message>
        <source>Select a lesion.</source>
        <translation>Selezionare una lesione.</translation>
    </message>
    <message>
        <source>By {who}; computed: {what}</source>
        <translation>Di {who}; calcolato: {what}</translation>
    </message>
    <message>
        <source>Confirmed by {who}</source>
        <translation>Confermato da {who}</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Misura…</translation>
    </message>
    <message>
        <source>Suggestion, from the outlines of lesion, vertebra and canal</source>
        <translation>Suggerimento, dai contorni di lesione, vertebra e canale</translation>
    </message>
</context>
<context>
    <name>WeightSliders</name>
    <message>
        <source>Pedicle wall</source>
        <translation>Parete del peduncolo</translation>
    </message>
    <message>
        <source>Structures at risk</source>
        <translation>Strutture a rischio</translation>
    </message>
    <message>
        <source>Reach of the target</source>
        <translation>Raggiunge il bersaglio</translation>
    </message>
    <message>
        <source>Across the midline</source>
        <translation>Oltre la linea mediana</translation>
    </message>
    <message>
        <source>Short way in bone</source>
        <translation>Breve via nell&apos;osso</translation>
    </message>
    <message>
        <source>Dense bone</source>
        <translation>Osso denso</translation>
    </message>
    <message>
        <source>Parallel to endplate</source>
        <translation>Parallelo al piatto vertebrale</translation>
    </message>
    <message>
        <source>Short way from skin</source>
        <translation>Breve via dalla cute</translation>
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
        <source>Open labels of this patient</source>
        <translation>Apri etichette di questo paziente</translation>
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
<context>
    <name>ZoneEntryForm</name>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Entered before</source>
        <translation>Inserito prima</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Lunghezza</translation>
    </message>
    <message>
        <source>Diameter</source>
        <translation>Diametro</translation>
    </message>
    <message>
        <source>Behind the tip</source>
        <translation>Dietro la punta</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuti</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatura</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Impostazione</translation>
    </message>
    <message>
        <source>Entered by</source>
        <translation>Inserito da</translation>
    </message>
    <message>
        <source>Source (IFU, page)</source>
        <translation>Fonte (istruzioni d&apos;uso, pagina)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Temperature, where known</source>
        <translation>Temperatura, dove nota</translation>
    </message>
    <message>
        <source>Add the zone</source>
        <translation>Aggiungi la zona</translation>
    </message>
    <message>
        <source>enter</source>
        <translation>inserire</translation>
    </message>
    <message>
        <source>Not with: {x}</source>
        <translation>Non con: {x}</translation>
    </message>
    <message>
        <source>Entered before …</source>
        <translation>Inserito prima …</translation>
    </message>
    <message>
        <source>Size, who entered it and its source are needed</source>
        <translation>Servono misura, chi l&apos;ha inserita e la fonte</translation>
    </message>
</context>
<context>
    <name>ZoneShape</name>
    <message>
        <source>Second probe</source>
        <translation>Seconda sonda</translation>
    </message>
    <message>
        <source>Width across both</source>
        <translation>Larghezza su entrambe</translation>
    </message>
    <message>
        <source>For probes apart</source>
        <translation>Per sonde distanti</translation>
    </message>
    <message>
        <source>Tip bends by</source>
        <translation>La punta si piega di</translation>
    </message>
    <message>
        <source>Length of the bent part</source>
        <translation>Lunghezza della parte curva</translation>
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
        <source>patient&apos;s left</source>
        <translation>sinistra del paziente</translation>
    </message>
    <message>
        <source>patient&apos;s right</source>
        <translation>destra del paziente</translation>
    </message>
    <message>
        <source>Tip bends towards</source>
        <translation>La punta si piega verso</translation>
    </message>
    <message>
        <source>Towards</source>
        <translation>Verso</translation>
    </message>
    <message>
        <source>none: one probe alone</source>
        <translation>nessuna: una sonda sola</translation>
    </message>
    <message>
        <source>straight</source>
        <translation>dritta</translation>
    </message>
    <message>
        <source>enter</source>
        <translation>inserire</translation>
    </message>
</context>
<context>
    <name>widget</name>
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
</context>
</TS>
