"""Addresses of papers: their pages and files for the court's people, verification for everybody."""

from django.urls import path

from . import directory, masking_views, material_views, public, views
from .dossier import views as dossiers

app_name = "documents"
urlpatterns = [
    path("<int:pk>/", views.document_page, name="document"),
    path("<int:pk>.pdf", views.pdf, name="pdf"),
    path("<int:pk>/draft.pdf", views.draft, name="draft"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/return/", views.send_back, name="return"),
    path("<int:pk>/retry/", views.retry_document, name="retry"),
    path("<int:pk>/revoke/", views.revoke_document, name="revoke"),
    path("<int:pk>/sealed/", views.seal_document, name="sealed"),
    path("<int:pk>/publication/", masking_views.publication_page, name="publication"),
    path("<int:pk>/publication/draft.pdf", masking_views.preview, name="publication_draft"),
    path("masked/<int:pk>.pdf", masking_views.masked_file, name="masked_file"),
    path("signing/<int:pk>/", views.signing, name="signing"),
    path("redrafting/<int:pk>/", views.redrafting_page, name="redrafting"),
    path("recipients/<int:pk>/attempts/", views.deliver, name="deliver"),
    path("recipients/<int:pk>/proofs/", views.prove, name="prove"),
    path("recipients/<int:pk>/receipt.pdf", views.receipt_form, name="receipt"),
    path("attempts/<int:pk>/proof/", views.proof, name="proof"),
    path("cases/<int:pk>/materials/", material_views.materials_page, name="materials"),
    path("cases/<int:pk>/dossiers/", dossiers.case_dossiers, name="dossiers"),
    path("dossiers/<int:pk>/build/", dossiers.build, name="dossier_build"),
    path("dossiers/<int:pk>/hand-over/", dossiers.hand_over, name="dossier_hand_over"),
    path("dossiers/<int:pk>/join/", dossiers.join, name="dossier_join"),
    path("dossiers/<int:pk>.pdf", dossiers.download, name="dossier_pdf"),
    path("dossiers/tasks/<int:pk>/", dossiers.task, name="dossier_task"),
    path("archive/", dossiers.archive, name="archive"),
    path("archive/<int:pk>/receive/", dossiers.receive, name="archive_receive"),
    path("archive/<int:pk>/return/", dossiers.give_back, name="archive_return"),
    path("archive/<int:pk>/list.pdf", dossiers.handover_list, name="archive_list"),
    path("materials/<int:pk>/file/", material_views.file, name="material_file"),
    path("materials/<int:pk>/withdraw/", material_views.withdraw, name="material_withdraw"),
    path("kinds/", directory.kinds, name="kinds"),
    path("verify/", public.verify_home, name="verify_home"),
    path("verify/<str:code>/", public.verify, name="verify"),
]
