// The words of an account's own pages, by language. A language that is not here is English.

const WORDS = {
  en: {
    available: 'Available', pending: 'On the way', payOut: 'Pay out', payInstantly: 'Pay out instantly', payouts: 'Payouts', payments: 'Payments', amount: 'Amount',
    status: 'Status', date: 'Date', description: 'Description', arrival: 'Arrives', none: 'There is nothing here yet.', refund: 'Refund', capture: 'Capture', close: 'Close',
    customer: 'Customer', method: 'Paid with', fee: 'Fees', net: 'Net', disputes: 'Disputes', reason: 'Reason', accept: 'Accept dispute', evidence: 'Submit evidence', due: 'Respond by',
    documents: 'Documents', file: 'File', size: 'Size', business: 'Business details', account: 'Account', bank: 'Bank account', email: 'Email', website: 'Website',
    phone: 'Support phone', save: 'Save', addBank: 'Replace bank account', routing: 'Routing number', number: 'Account number',
    schedule: 'Payout schedule', manual: 'Manual', daily: 'Daily', weekly: 'Weekly', monthly: 'Monthly', continue: 'Continue', testData: 'Use test data', later: 'Save for later',
    done: 'Nothing is missing: you can be paid.', exit: 'Done', told: 'Some information is missing', toldMore: 'Payouts and payments stop until it is there.', review: 'Your details are being checked.',
    add: 'Add information', balance: 'Balance',
    country: 'Country', line: 'Address', city: 'City', state: 'State', postalCode: 'Postal code', taxes: 'Taxes', taxBehavior: 'Prices', taxCode: 'Tax code',
    registrations: 'Tax registrations', addRegistration: 'Add registration', end: 'End',
  },
  de: {
    available: 'Verfügbar', pending: 'Ausstehend', payOut: 'Auszahlen', payInstantly: 'Sofort auszahlen', payouts: 'Auszahlungen', payments: 'Zahlungen', amount: 'Betrag',
    status: 'Status', date: 'Datum', description: 'Beschreibung', arrival: 'Ankunft', none: 'Hier ist noch nichts.', refund: 'Rückerstatten', capture: 'Einziehen', close: 'Schließen',
    customer: 'Kunde', method: 'Bezahlt mit', fee: 'Gebühren', net: 'Netto', disputes: 'Anfechtungen', reason: 'Grund', accept: 'Anfechtung annehmen', evidence: 'Nachweise einreichen', due: 'Antwort bis',
    documents: 'Dokumente', file: 'Datei', size: 'Größe', business: 'Unternehmensangaben', account: 'Konto', bank: 'Bankkonto', email: 'E-Mail', website: 'Website',
    phone: 'Telefon', save: 'Speichern', addBank: 'Bankkonto ersetzen', routing: 'Bankleitzahl', number: 'Kontonummer',
    schedule: 'Auszahlungsplan', manual: 'Manuell', daily: 'Täglich', weekly: 'Wöchentlich', monthly: 'Monatlich', continue: 'Weiter', testData: 'Testdaten verwenden', later: 'Später fortfahren',
    done: 'Es fehlt nichts: Sie können bezahlt werden.', exit: 'Fertig', told: 'Es fehlen Angaben', toldMore: 'Auszahlungen und Zahlungen ruhen bis dahin.', review: 'Ihre Angaben werden geprüft.',
    add: 'Angaben ergänzen', balance: 'Guthaben',
    country: 'Land', line: 'Adresse', city: 'Ort', state: 'Bundesstaat', postalCode: 'Postleitzahl', taxes: 'Steuern', taxBehavior: 'Preise', taxCode: 'Steuercode',
    registrations: 'Steuerregistrierungen', addRegistration: 'Registrierung hinzufügen', end: 'Beenden',
  },
  fr: {
    available: 'Disponible', pending: 'En attente', payOut: 'Virer', payInstantly: 'Virer instantanément', payouts: 'Virements', payments: 'Paiements', amount: 'Montant',
    status: 'État', date: 'Date', description: 'Description', arrival: 'Arrivée', none: 'Rien ici pour le moment.', refund: 'Rembourser', capture: 'Capturer', close: 'Fermer',
    customer: 'Client', method: 'Payé avec', fee: 'Frais', net: 'Net', disputes: 'Litiges', reason: 'Motif', accept: 'Accepter le litige', evidence: 'Envoyer des preuves', due: 'Répondre avant',
    documents: 'Documents', file: 'Fichier', size: 'Taille', business: 'Informations de l’entreprise', account: 'Compte', bank: 'Compte bancaire', email: 'E-mail', website: 'Site web',
    phone: 'Téléphone', save: 'Enregistrer', addBank: 'Remplacer le compte bancaire', routing: 'Code banque', number: 'Numéro de compte',
    schedule: 'Calendrier de virement', manual: 'Manuel', daily: 'Quotidien', weekly: 'Hebdomadaire', monthly: 'Mensuel', continue: 'Continuer', testData: 'Utiliser des données de test', later: 'Continuer plus tard',
    done: 'Il ne manque rien : vous pouvez être payé.', exit: 'Terminé', told: 'Des informations manquent', toldMore: 'Virements et paiements sont suspendus.', review: 'Vos informations sont en cours de vérification.',
    add: 'Ajouter les informations', balance: 'Solde',
    country: 'Pays', line: 'Adresse', city: 'Ville', state: 'État', postalCode: 'Code postal', taxes: 'Taxes', taxBehavior: 'Prix', taxCode: 'Code fiscal',
    registrations: 'Immatriculations fiscales', addRegistration: 'Ajouter une immatriculation', end: 'Terminer',
  },
  es: {
    available: 'Disponible', pending: 'Pendiente', payOut: 'Transferir', payInstantly: 'Transferir al instante', payouts: 'Transferencias', payments: 'Pagos', amount: 'Importe',
    status: 'Estado', date: 'Fecha', description: 'Descripción', arrival: 'Llegada', none: 'Aquí todavía no hay nada.', refund: 'Reembolsar', capture: 'Capturar', close: 'Cerrar',
    customer: 'Cliente', method: 'Pagado con', fee: 'Comisiones', net: 'Neto', disputes: 'Disputas', reason: 'Motivo', accept: 'Aceptar la disputa', evidence: 'Enviar pruebas', due: 'Responder antes del',
    documents: 'Documentos', file: 'Archivo', size: 'Tamaño', business: 'Datos de la empresa', account: 'Cuenta', bank: 'Cuenta bancaria', email: 'Correo', website: 'Sitio web',
    phone: 'Teléfono', save: 'Guardar', addBank: 'Sustituir la cuenta bancaria', routing: 'Código bancario', number: 'Número de cuenta',
    schedule: 'Calendario de transferencias', manual: 'Manual', daily: 'Diario', weekly: 'Semanal', monthly: 'Mensual', continue: 'Continuar', testData: 'Usar datos de prueba', later: 'Seguir más tarde',
    done: 'No falta nada: ya puedes cobrar.', exit: 'Listo', told: 'Faltan datos', toldMore: 'Los pagos y las transferencias se detienen hasta entonces.', review: 'Se están comprobando tus datos.',
    add: 'Añadir los datos', balance: 'Saldo',
    country: 'País', line: 'Dirección', city: 'Ciudad', state: 'Estado', postalCode: 'Código postal', taxes: 'Impuestos', taxBehavior: 'Precios', taxCode: 'Código fiscal',
    registrations: 'Registros fiscales', addRegistration: 'Añadir registro', end: 'Terminar',
  },
};

export const languageOf = (locale) => (WORDS[(locale || 'en').slice(0, 2)] ? locale.slice(0, 2) : 'en');

export const wordsOf = (locale) => WORDS[languageOf(locale || 'en')];
